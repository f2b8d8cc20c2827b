using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Sisk.Sse.Tests.Description;

/// <summary>The payloads of events are components of the OpenAPI document, as bodies are.</summary>
public sealed class OpenApiPayloadTests(OpenApiDocuments documents) : IClassFixture<OpenApiDocuments>
{
    private const string Components = "#/components/schemas/";

    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_0)]
    [InlineData(OpenApiSpecVersion.OpenApi3_1)]
    public async Task Payload_is_a_component_and_refers_to_others(OpenApiSpecVersion version)
    {
        var document = await documents.ReadAsync(version);

        Assert.Equal(
            ["TreeEventCut", "TreeEventGrown"],
            Items(document, "/shaped/trees").GetProperty("oneOf").EnumerateArray().Select(PayloadOf).Order(StringComparer.Ordinal));
        var grown = Component(document, "TreeEventGrown").GetProperty("properties");
        Assert.Equal("Branch", Target(grown.GetProperty("trunk")));
        Assert.Equal("Branch", Target(grown.GetProperty("alive").GetProperty("items")));
        Assert.Equal("Branch", Target(grown.GetProperty("dead").GetProperty("items")));
        Assert.Equal("Branch", Target(grown.GetProperty("byName").GetProperty("additionalProperties")));
        var branch = Component(document, "Branch").GetProperty("properties");
        Assert.Equal("Branch", Target(branch.GetProperty("children").GetProperty("items")));
        Assert.Contains(
            branch.GetProperty("parent").GetProperty("oneOf").EnumerateArray(),
            static form => form.TryGetProperty("$ref", out var _) && Target(form) == "Branch");
    }

    [Fact]
    public async Task Events_of_one_name_have_components_of_their_own()
    {
        var document = await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1);

        Assert.Equal("HedgeEventGrown", PayloadOf(Items(document, "/shaped/hedges")));
        Assert.Equal(
            ["centimeters"],
            Component(document, "HedgeEventGrown").GetProperty("properties").EnumerateObject().Select(static property => property.Name));
    }

    [Fact]
    public async Task Forms_of_a_type_are_components_with_a_discriminator()
    {
        var leaf = Component(await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1), "Leaf");

        Assert.Equal(["LeafNeedle", "LeafBlade"], leaf.GetProperty("anyOf").EnumerateArray().Select(Target));
        Assert.Equal(
            [("needle", Components + "LeafNeedle"), ("blade", Components + "LeafBlade")],
            leaf.GetProperty("discriminator").GetProperty("mapping").EnumerateObject()
                .Select(static form => (form.Name, form.Value.GetString()!)));
    }

    [Fact]
    public async Task Type_that_contains_itself_is_inline_if_the_application_wants_no_component_of_it()
    {
        var document = await OpenApiFile.ReadAsync(
            OpenApiSpecVersion.OpenApi3_1,
            static options => options.CreateSchemaReferenceId = static type =>
                type.Type == typeof(Branch) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type));

        var grown = Component(document, "TreeEventGrown").GetProperty("properties");
        var (alive, dead) = (grown.GetProperty("alive").GetProperty("items"), grown.GetProperty("dead").GetProperty("items"));
        Assert.Equal("int32", alive.GetProperty("properties").GetProperty("length").GetProperty("format").GetString());
        Assert.Equal("int32", dead.GetProperty("properties").GetProperty("length").GetProperty("format").GetString());
    }

    [Fact]
    public async Task Component_is_that_of_a_body_of_the_same_type()
    {
        var without = await OpenApiFile.ReadAsync(
            OpenApiSpecVersion.OpenApi3_1, map: static app => app.MapGet("/branch", static () => default(Branch)), addsStreams: false);
        var with = await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1);

        foreach (var name in new[] { "Branch", "Leaf", "LeafNeedle", "LeafBlade" })
        {
            Assert.Equal(Component(without, name).GetRawText(), Component(with, name).GetRawText());
        }
    }

    private static JsonElement Items(JsonElement document, string path) =>
        document.GetProperty("paths").GetProperty(path).GetProperty("get")
        .GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("text/event-stream").GetProperty("x-oai-itemSchema");

    private static string PayloadOf(JsonElement item) =>
        Target(item.GetProperty("properties").GetProperty("data").GetProperty("contentSchema"));

    private static string Target(JsonElement schema)
    {
        Assert.True(schema.TryGetProperty("$ref", out var reference), schema.GetRawText());
        return reference.GetString()![Components.Length..];
    }

    private static JsonElement Component(JsonElement document, string name) =>
        document.GetProperty("components").GetProperty("schemas").GetProperty(name);
}
