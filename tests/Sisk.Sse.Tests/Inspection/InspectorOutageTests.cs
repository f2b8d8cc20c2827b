using System.Net;
using Microsoft.AspNetCore.Builder;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>The answers of the inspector when the shared log accepts no events.</summary>
public sealed class InspectorOutageTests
{
    private const string Texts = "Sisk.Sse.Tests/Sisk.Sse.Tests.Inspection.InspectedEvents.Texts";

    private readonly FailingLog _log = new(new MemoryEventLog()) { FailsAppends = true };

    [Fact]
    public async Task Test_event_that_cannot_be_sent_is_answered_with_the_reason()
    {
        await using var app = await StartAsync();

        var (status, message) = await app.PostAsync("send", Request("text"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The disk is full.", message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            app.Logs.Entries,
            static entry => entry.Category.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && entry.Exception is not null);
    }

    [Fact]
    public async Task Test_event_that_is_too_large_is_answered_with_the_limit()
    {
        await using var app = await StartAsync();

        var (status, message) = await app.PostAsync("send", Request(new string('x', 101)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("MaxEventBytes is 100", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_that_cannot_reach_other_servers_is_answered_with_the_reason()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/counted/single/a");

        var (status, message) = await app.PostAsync("close", """{ "identifier": "counted/single/a" }""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("The disk is full.", message, StringComparison.Ordinal);
        await reading.RestAsync();
    }

    [Fact]
    public async Task Close_of_an_identifier_that_is_too_long_for_other_servers_is_answered_with_the_limit()
    {
        await using var app = await StartAsync();
        var key = new string('x', 101);
        await using var reading = await app.OpenAsync("/counted/single/" + key);

        var (status, message) = await app.PostAsync("close", $$"""{ "identifier": "counted/single/{{key}}" }""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("on this server only", message, StringComparison.Ordinal);
        Assert.Contains("MaxEventBytes is 100", message, StringComparison.Ordinal);
        await reading.RestAsync();
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(
        static app => app.MapEventStreamInspector("/_streams").AllowAnonymous(),
        streams: builder => builder.AddEventLog(
            _ => _log, static _ => new EventLogOptions { WhenUnavailable = EventLogOutage.Fail, MaxEventBytes = 100 }));

    private static string Request(string text) =>
        $$"""{ "stream": "{{Texts}}", "event": "message", "key": ["0F8FAD5B-D9CB-469F-A165-70867728950E"], "data": "{{text}}" }""";
}
