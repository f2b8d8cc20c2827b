using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Sisk.Sse.Tests.Binding;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Description;

/// <summary>The streams in the OpenAPI document of an application.</summary>
public sealed class OpenApiDocumentTests(OpenApiDocuments documents) : IClassFixture<OpenApiDocuments>
{
    private const string EventStream = "text/event-stream";

    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_0, "3.0.")]
    [InlineData(OpenApiSpecVersion.OpenApi3_1, "3.1.")]
    public async Task Document_lists_the_parameters_and_event_schemas_of_a_stream(OpenApiSpecVersion version, string number)
    {
        var document = await documents.ReadAsync(version);
        Assert.StartsWith(number, document.GetProperty("openapi").GetString());

        var operation = document.GetProperty("paths").GetProperty("/orders/{orderId}/events").GetProperty("get");
        var parameter = Assert.Single(operation.GetProperty("parameters").EnumerateArray());
        Assert.Equal(
            ("orderId", "path", true), (Text(parameter, "name"), Text(parameter, "in"), parameter.GetProperty("required").GetBoolean()));
        Assert.Equal("int32", Text(parameter.GetProperty("schema"), "format"));

        var answer = operation.GetProperty("responses").GetProperty("200");
        Assert.Equal(
            "A stream of server-sent events: `gone` (`Cancelled`), `shipped` (`Shipped`), `snapshot` (`Snapshot`).",
            Text(answer, "description"));
        var items = answer.GetProperty("content").GetProperty(EventStream).GetProperty("x-oai-itemSchema").GetProperty("oneOf");
        var shipped = items.EnumerateArray().Single(item => Name(item, version) == "shipped");
        var data = shipped.GetProperty("properties").GetProperty("data");
        Assert.Equal(("string", "application/json"), (Text(data, "type"), Text(data, "contentMediaType")));
        var payload = Resolve(document, data.GetProperty("contentSchema"));
        Assert.Equal("string", Text(payload.GetProperty("properties").GetProperty("carrier"), "type"));
        Assert.Equal(["gone", "shipped", "snapshot"], items.EnumerateArray().Select(item => Name(item, version)));
    }

    [Fact]
    public async Task Version_2_document_lists_the_stream_and_its_event_names()
    {
        var document = await documents.ReadAsync(OpenApiSpecVersion.OpenApi2_0);

        Assert.Equal("2.0", document.GetProperty("swagger").GetString());
        var operation = document.GetProperty("paths").GetProperty("/orders/{orderId}/events").GetProperty("get");
        Assert.Contains("`shipped`", Text(operation.GetProperty("responses").GetProperty("200"), "description"));
        Assert.Equal(EventStream, operation.GetProperty("produces")[0].GetString());
    }

    [Fact]
    public async Task Document_lists_parameters_name_summary_and_tags_but_no_hidden_stream()
    {
        var paths = (await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1)).GetProperty("paths");
        var operation = paths.GetProperty("/marked/named/{id}").GetProperty("get");

        Assert.Equal("watch-one", Text(operation, "operationId"));
        Assert.Equal("Watches one.", Text(operation, "summary"));
        Assert.Equal(["live", "marked"], operation.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(
            ["id path True", "filter query False", "X-Kind header False"],
            operation.GetProperty("parameters").EnumerateArray().Select(p =>
                $"{Text(p, "name")} {Text(p, "in")} {p.TryGetProperty("required", out var required) && required.GetBoolean()}"));
        Assert.False(paths.TryGetProperty("/marked/hidden", out _));
    }

    [Fact]
    public async Task Document_lists_the_body_of_a_POST_and_no_name_for_an_unnamed_event()
    {
        var document = await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1);
        var operation = document.GetProperty("paths").GetProperty("/marked/asked").GetProperty("post");

        var body = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.True(Resolve(document, body).GetProperty("properties").TryGetProperty("text", out _));
        var item = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty(EventStream)
            .GetProperty("x-oai-itemSchema");
        Assert.Equal(["data", "id"], item.GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("/marked/asked", true)]
    [InlineData("/marked/maybe", false)]
    public async Task Document_tells_if_a_body_is_required(string path, bool isRequired)
    {
        var body = (await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1)).GetProperty("paths").GetProperty(path)
            .GetProperty("post").GetProperty("requestBody");

        Assert.Equal(isRequired, body.TryGetProperty("required", out var required) && required.GetBoolean());
    }

    [Fact]
    public async Task Document_lists_the_responses_that_attributes_and_conventions_declare()
    {
        var document = await OpenApiFile.ReadAsync(
            OpenApiSpecVersion.OpenApi3_1, mapStreams: static app => app.MapEventStreams().ProducesProblem(403));

        var responses = document.GetProperty("paths").GetProperty("/marked/named/{id}").GetProperty("get").GetProperty("responses");

        Assert.Equal(["200", "400", "403", "404", "409"], responses.EnumerateObject().Select(static response => response.Name));
        Assert.True(responses.GetProperty("200").GetProperty("content").TryGetProperty(EventStream, out _));
        Assert.False(responses.GetProperty("404").TryGetProperty("content", out _));
        foreach (var status in new[] { "403", "409" })
        {
            var problem =
                responses.GetProperty(status).GetProperty("content").GetProperty("application/problem+json").GetProperty("schema");
            Assert.True(Resolve(document, problem).GetProperty("properties").TryGetProperty("detail", out _));
        }
    }

    [Fact]
    public async Task Document_lists_the_default_values_of_parameters()
    {
        var paths = (await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1)).GetProperty("paths");

        var parameters = paths.GetProperty("/marked/paged").GetProperty("get").GetProperty("parameters");

        Assert.Equal(
            ["from -", "filter -", "page 5", "order \"asc\"", "all true", "limit 0.5", "day 5", "X-Kind \"a\""],
            parameters.EnumerateArray().Select(parameter =>
                $"{Text(parameter, "name")} {(parameter.GetProperty("schema").TryGetProperty("default", out var value) ? value.GetRawText() : "-")}"));
    }

    [Theory]
    [InlineData("/validated/take", "/minimal/take")]
    [InlineData("/validated/takes", "/minimal/takes")]
    [InlineData("/validated/named/{name}", "/minimal/named/{name}")]
    [InlineData("/validated/bounds", "/minimal/bounds")]
    [InlineData("/generated/constrained/{value}", "/minimal/constrained/{value}")]
    [InlineData("/generated/length/{value}", "/minimal/length/{value}")]
    public async Task Document_describes_parameters_as_those_of_minimal_APIs(string stream, string minimal)
    {
        var paths = (await OpenApiFile.ReadAsync(OpenApiSpecVersion.OpenApi3_1, map: static app =>
        {
            var minimal = app.MapGroup("/minimal");
            minimal.MapGet("/take", ValidatedStreams.Take);
            minimal.MapGet("/takes", ValidatedStreams.Takes);
            minimal.MapGet("/named/{name}", ValidatedStreams.Named);
            minimal.MapGet("/bounds", ValidatedStreams.Bounds);
            minimal.MapGet("/constrained/{value:int:min(3)}", BoundStreams.Constrained);
            minimal.MapGet("/length/{value:length(2)}", BoundStreams.Pattern);
        })).GetProperty("paths");

        Assert.Equal(Parameters(minimal), Parameters(stream));

        IEnumerable<string> Parameters(string path) =>
            paths.GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray().Select(
            parameter => Text(parameter, "name") + parameter.GetProperty("schema").GetRawText()
                + (parameter.TryGetProperty("description", out var description) ? description.GetString() : ""));
    }

    [Fact]
    public async Task Document_lists_the_requests_that_resume_and_stop_an_answer()
    {
        var path = (await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1)).GetProperty("paths").GetProperty("/runs/words/{name}");

        Assert.Equal(["200", "400", "503"], Statuses("post"));
        Assert.Equal(["200", "400", "404"], Statuses("get"));
        Assert.Equal(["204", "400", "404", "503"], Statuses("delete"));
        foreach (var method in new[] { "get", "delete" })
        {
            Assert.Equal(
                ["name path", "Last-Event-ID header"],
                path.GetProperty(method).GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("required").GetBoolean())
                    .Select(p => $"{Text(p, "name")} {Text(p, "in")}"));
            var problem = path.GetProperty(method).GetProperty("responses").GetProperty("404").GetProperty("content");
            Assert.True(problem.TryGetProperty("application/problem+json", out _));
        }

        IEnumerable<string> Statuses(string method) =>
            path.GetProperty(method).GetProperty("responses").EnumerateObject().Select(static response => response.Name);
    }

    [Fact]
    public async Task Document_lists_the_answer_to_a_POST_that_a_full_server_does_not_take()
    {
        var paths = (await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1)).GetProperty("paths");

        var answer = paths.GetProperty("/marked/asked").GetProperty("post").GetProperty("responses").GetProperty("503");

        Assert.Contains("Retry-After", Text(answer, "description"), StringComparison.Ordinal);
        Assert.False(answer.TryGetProperty("content", out _));
    }

    [Theory]
    [InlineData(OpenApiSpecVersion.OpenApi3_0)]
    [InlineData(OpenApiSpecVersion.OpenApi3_1)]
    public async Task References_lead_to_a_schema_of_the_document(OpenApiSpecVersion version)
    {
        var document = await documents.ReadAsync(version);

        Assert.All(References(document), reference => Assert.Equal(JsonValueKind.Object, Resolve(document, reference).ValueKind));
    }

    [Fact]
    public async Task Descriptions_name_generic_types_as_they_are_written()
    {
        var paths = (await documents.ReadAsync(OpenApiSpecVersion.OpenApi3_1)).GetProperty("paths");
        var answer = paths.GetProperty("/marked/listed").GetProperty("get").GetProperty("responses").GetProperty("200");

        Assert.Equal("A stream of server-sent events: unnamed (`List<Basket>`).", Text(answer, "description"));
    }

    private static IEnumerable<JsonElement> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(
                property => property is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [element] : References(property.Value)),
        _ => [],
    };

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string? Name(JsonElement item, OpenApiSpecVersion version)
    {
        var name = item.GetProperty("properties").GetProperty("event");
        return version is OpenApiSpecVersion.OpenApi3_0 ? name.GetProperty("enum")[0].GetString() : Text(name, "const");
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(document, static (element, part) => element.GetProperty(part))
            : schema;
}
