using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Log;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>The inspector over several servers that share their streams.</summary>
public sealed class InspectedServersTests
{
    [Fact]
    public async Task Page_sums_up_the_streams_of_all_servers()
    {
        var log = new MemoryEventLog();
        await using var one = await StartAsync(log);
        await using var other = await StartAsync(log);
        await using var here = await one.OpenAsync("/inspected/acme/1");
        await using var there = await other.OpenAsync("/inspected/acme/2");
        await using var watching = await one.OpenAsync("/_streams/events");

        var sample = await UntilServersAsync(watching, 2);

        var stream = sample.GetProperty("streams").EnumerateArray()
            .Single(static one => one.GetProperty("name").GetString() == "inspected/{tenant}/{number}");
        Assert.Equal(2, stream.GetProperty("clients").GetInt32());
    }

    [Fact]
    public async Task Connections_of_all_servers_are_found_and_closed()
    {
        var log = new MemoryEventLog();
        await using var one = await StartAsync(log);
        await using var other = await StartAsync(log);
        await using var here = await one.OpenAsync("/inspected/acme/1");
        await using var there = await other.OpenAsync("/inspected/acme/2");
        await using var watching = await one.OpenAsync("/_streams/events");
        await UntilServersAsync(watching, 2);

        var found = await one.SearchAsync("acme", order: "oldest");

        Assert.Equal(2, found.GetProperty("total").GetInt32());
        var connection = found.GetProperty("connections").EnumerateArray()
            .Single(static connection => connection.GetProperty("key").GetString() == "acme/2").GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await one.PostAsync("close", $$"""{ "connection": "{{connection}}", "forGood": true }""")).Status);
        await there.RestAsync();
        Assert.Equal(StreamEventId.End, there.LastEventId);
        Assert.Equal(
            (HttpStatusCode.NotFound, "This connection has ended."),
            await one.PostAsync("close", $$"""{ "connection": "{{connection}}" }"""));

        var ended = await watching.ReadUntilAsync("ended");
        Assert.StartsWith("inspected/acme/2/", ended[0].GetProperty("identifier").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, ended.GetArrayLength());
    }

    [Fact]
    public async Task Tail_shows_events_that_another_server_broadcasts()
    {
        var log = new MemoryEventLog();
        await using var one = await StartAsync(log);
        await using var other = await StartAsync(log);
        await using var tail = await one.OpenAsync(
            "/_streams/tail?stream=Sisk.Sse.Tests/Sisk.Sse.Tests.Inspection.InspectedEvents.Watch&key=acme/1");

        await other.Get<InspectedEventsBroadcaster>()
            .BroadcastRemovedAsync("acme", 1, new(Guid.Empty, default), TestContext.Current.CancellationToken);

        Assert.Equal("removed", (await tail.NextAsync())?.EventType);
    }

    [Fact]
    public async Task Close_on_a_server_that_is_gone_says_so()
    {
        var log = new MemoryEventLog();
        await using var one = await StartAsync(log);

        var (status, message) = await one.PostAsync("close", """{ "connection": "00000000-1" }""");

        Assert.Equal((HttpStatusCode.GatewayTimeout, "The server of this connection does not answer."), (status, message));
    }

    [Fact]
    public async Task Page_shows_its_own_server_while_the_log_is_unavailable()
    {
        var log = new MemoryEventLog();
        await using var one = await StartAsync(log);
        await using var here = await one.OpenAsync("/inspected/acme/1");
        log.IsAvailable = false;
        await using var watching = await one.OpenAsync("/_streams/events");

        await UntilServersAsync(watching, 1);

        Assert.Single(await one.FindAsync());
    }

    [Fact]
    public async Task Questions_that_cannot_be_asked_or_answered_are_logged_for_debugging()
    {
        var log = new MemoryEventLog();
        await using var asking = await StartAsync(log);
        var answering = new FailingLog(log);
        await using var other = await TestApp.StartAsync(
            static app => app.MapEventStreamInspector("/_streams").AllowAnonymous(),
            services: static services => services.AddLogging(static logging => logging.AddFilter("Sisk.Sse", LogLevel.Debug)),
            streams: builder => builder.AddEventLog(
                _ => answering, static _ => new EventLogOptions { WhenUnavailable = EventLogOutage.Fail }));
        await using var watching = await asking.OpenAsync("/_streams/events");
        await UntilServersAsync(watching, 2);
        answering.FailsAppends = true;

        await asking.SearchAsync("acme");
        await using var page = await other.OpenAsync("/_streams/events");

        await other.Logs.FirstAsync(static entry => entry.Text.StartsWith(
            "A question of another server's inspector could not be answered: ", StringComparison.Ordinal));
        await other.Logs.FirstAsync(
            static entry => entry.Text.StartsWith("The inspector could not ask the other servers: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_are_summed_up_by_stream()
    {
        var first = new StreamView("a", "push", 1, 1, 5, 1.1, 2, 3, Lag50: null, 4, 7, new(3, 30, 1));
        var second = first with { Clients = 10, LongestQueue = 9, Broadcasts = 2.2, Lag50 = 2, Lag99 = 3, History = null };

        var sums = Sisk.Sse.Inspection.StreamSums.Of([[first, first with { Name = "b" }], [second]]);

        Assert.Equal(
            [first with { Clients = 11, Slow = 2, LongestQueue = 9, Broadcasts = 3.3, Delivered = 4, Bytes = 6, Lag50 = 2, Dropped = 14 }, first with { Name = "b" }],
            sums);
    }

    private static Task<TestApp> StartAsync(MemoryEventLog log) => TestApp.StartAsync(
        static app => app.MapEventStreamInspector("/_streams").AllowAnonymous(), streams: builder => builder.AddMemoryEventLog(log));

    private static async Task<JsonElement> UntilServersAsync(StreamReading watching, int count)
    {
        JsonElement sample;
        do
        {
            sample = await watching.ReadUntilAsync("sample");
        }
        while (sample.GetProperty("servers").GetArrayLength() != count);

        return sample;
    }
}
