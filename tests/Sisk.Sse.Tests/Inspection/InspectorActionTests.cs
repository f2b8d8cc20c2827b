using System.Net;
using Sisk.Sse.Log;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>Closing connections, and the protection of what changes something.</summary>
public sealed class InspectorActionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_is_closed_for_now_or_permanently(bool forGood)
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");
        await using var other = await app.OpenAsync("/inspected/acme/2");
        var id = await IdAsync(app, "acme/1");

        var (status, message) =
            await app.PostAsync("close", $$"""{ "connection": "{{id}}", "forGood": {{(forGood ? "true" : "false")}} }""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("Closed inspected/acme/1/", message, StringComparison.Ordinal);
        await reading.RestAsync();
        Assert.Equal(forGood, reading.LastEventId == StreamEventId.End);
        Assert.StartsWith("inspected/acme/2/", Assert.Single(await app.FindAsync()), StringComparison.Ordinal);
        await app.Logs.FirstAsync(static entry => entry.Category == "Sisk.Sse.Inspection" && entry.Text.Contains("has closed 'inspected/acme/1/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connections_are_closed_by_identifier()
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/counted/single/a");

        var (status, _) = await app.PostAsync("close", """{ "identifier": "counted/single/a" }""");

        Assert.Equal(HttpStatusCode.OK, status);
        await reading.RestAsync();
    }

    [Fact]
    public async Task Close_of_an_ended_connection_says_so()
    {
        await using var app = await InspectorApp.StartAsync();

        var (status, message) = await app.PostAsync("close", """{ "connection": "00000000-1" }""");

        Assert.Equal((HttpStatusCode.NotFound, "This connection has ended."), (status, message));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://{host}", true)]
    [InlineData("Origin", "https://{host}", false)]
    public async Task Request_of_another_origin_changes_nothing(string header, string value, bool isAllowed)
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");
        var request = $$"""{ "connection": "{{await IdAsync(app, "acme/1")}}" }""";

        var (status, _) = await app.PostAsync(
            "close",
            request,
            "application/json",
            (header, value.Replace("{host}", app.Client.BaseAddress!.Authority, StringComparison.Ordinal)));

        Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        Assert.Equal(isAllowed ? 0 : 1, app.Sources.Count);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Request_that_a_form_could_send_changes_nothing(string type)
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");

        var (status, _) = await app.PostAsync("close", $$"""{ "connection": "{{await IdAsync(app, "acme/1")}}" }""", type);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, 1), (status, app.Sources.Count));
    }

    [Theory]
    [InlineData("/_streams/close")]
    [InlineData("/_streams/send")]
    public async Task Link_changes_nothing(string path)
    {
        await using var app = await InspectorApp.StartAsync();

        using var response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("close", "{}")]
    [InlineData("close", "null")]
    [InlineData("close", "{")]
    [InlineData("send", "[]")]
    public async Task Request_that_cannot_be_read_is_refused(string action, string json)
    {
        await using var app = await InspectorApp.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await app.PostAsync(action, json)).Status);
    }

    private static async Task<string> IdAsync(TestApp app, string text) =>
        (await app.SearchAsync(text)).GetProperty("connections")[0].GetProperty("id").GetString()!;
}
