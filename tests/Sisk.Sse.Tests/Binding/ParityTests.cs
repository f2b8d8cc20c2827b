using System.Text.Json;

namespace Sisk.Sse.Tests.Binding;

/// <summary>Generated endpoints bind parameters as minimal APIs do. Each request is sent to both.</summary>
public sealed class ParityTests(ParityApp app) : IClassFixture<ParityApp>
{
    /// <summary>Gets the numbered requests of the table.</summary>
    public static TheoryData<string> Rows => [.. ParityTable.Cases.Select((row, i) => $"{i}: {row}")];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Request_binds_as_in_minimal_APIs(string row)
    {
        var asked = ParityTable.Cases[int.Parse(
            row[..row.IndexOf(':', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture)];

        var generated = await app.AskAsync("generated", asked);
        var minimal = await app.AskAsync("minimal", asked);

        var expected = asked.Minimal is { } other ? $"{other.Status} {other.Value}" : $"{asked.Status} {asked.Value}";
        Assert.Equal($"{asked.Status} {asked.Value}", $"{generated.Status} {generated.Value}");
        Assert.Equal(expected, $"{minimal.Status} {minimal.Value}");
    }

    [Theory]
    [InlineData("/body")]
    [InlineData("/body-null")]
    [InlineData("/body-list")]
    public async Task Body_over_the_size_limit_gets_413_as_in_minimal_APIs(string path)
    {
        var asked = BindingCase.Post(path, $$"""{"text":"{{new string('a', ParityApp.MaxBody)}}"}""", 413);

        var generated = await app.AskAsync("generated", asked);
        var minimal = await app.AskAsync("minimal", asked);

        Assert.Equal((413, 413, ""), (generated.Status, minimal.Status, minimal.Body));
        using var problem = JsonDocument.Parse(generated.Body);
        Assert.Equal(413, problem.RootElement.GetProperty("status").GetInt32());
    }

    /// <summary>In minimal APIs, reading the body throws.</summary>
    [Fact]
    public async Task Body_in_an_unknown_encoding_is_refused()
    {
        var asked = BindingCase.Post("/body", """{"text":"a"}""", 415) with { ContentType = "application/json; charset=unknown" };

        var generated = await app.AskAsync("generated", asked);
        var minimal = await app.AskAsync("minimal", asked);

        Assert.Equal((415, 500), (generated.Status, minimal.Status));
    }

    /// <summary>Also if another parameter is invalid: <c>BindAsync</c> runs first.</summary>
    [Theory]
    [InlineData("/bound?t=unwelcome")]
    [InlineData("/bound-null?t=unwelcome")]
    [InlineData("/bound-beside?number=x&t=unwelcome")]
    public async Task Exception_from_BindAsync_propagates_as_in_minimal_APIs(string path)
    {
        var asked = new BindingCase(path, 500);

        var generated = await app.AskAsync("generated", asked);
        var minimal = await app.AskAsync("minimal", asked);

        Assert.Equal((500, 500), (generated.Status, minimal.Status));
        Assert.StartsWith("System.InvalidOperationException: " + Tenant.Unwelcome, generated.Value);
        Assert.StartsWith("System.InvalidOperationException: " + Tenant.Unwelcome, minimal.Value);
    }

    /// <summary>The one difference for refused requests: minimal APIs send no body.</summary>
    [Theory]
    [InlineData("/int", "value")]
    [InlineData("/int?value=x", "value")]
    [InlineData("/header", "X-Value")]
    [InlineData("/ints?values=1&values=x", "values")]
    [InlineData("/range?from=1&until=x", "until")]
    [InlineData("/page?number=x", "Number")]
    [InlineData("/bound", "tenant")]
    [InlineData("/bound-structure", "cursor")]
    [InlineData("/bound-part?id=1", "Tenant")]
    public async Task Problem_details_name_the_parameter_when_binding_fails(string path, string parameter)
    {
        var asked = new BindingCase(path, 400);

        var (status, _, body) = await app.AskAsync("generated", asked);
        var minimal = await app.AskAsync("minimal", asked);

        Assert.Equal((400, 400, ""), (status, minimal.Status, minimal.Body));
        using var problem = JsonDocument.Parse(body);
        Assert.Contains(problem.RootElement.GetProperty("errors").EnumerateObject(), error => error.Name == parameter);
    }

    [Theory]
    [InlineData(null, 400)]
    [InlineData("{", 400)]
    [InlineData("text", 415)]
    public async Task Problem_details_name_every_invalid_parameter_including_the_body(string? body, int status)
    {
        var asked =
            BindingCase.Post("/body-beside/x", body, status) with { ContentType = status == 415 ? "text/plain" : "application/json" };

        var answer = await app.AskAsync("generated", asked);

        using var problem = JsonDocument.Parse(answer.Body);
        var names = problem.RootElement.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal);
        Assert.Equal((status, status), (answer.Status, problem.RootElement.GetProperty("status").GetInt32()));
        Assert.Equal(["X-Value", "id", "note"], names);
    }
}
