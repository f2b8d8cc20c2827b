using System.Diagnostics;
using Sisk.Sse.Client.Tests.Faults;
using static Sisk.Sse.Client.Tests.Faults.ScriptedServer;

namespace Sisk.Sse.Client.Tests;

/// <summary>Times on the system's clock, since there is no <c>TimeProvider</c> in netstandard2.0.</summary>
public sealed class SilenceTests
{
    [Fact]
    public async Task Silence_of_twice_the_ping_interval_ends_a_connection()
    {
        await using var server = new ScriptedServer(Head + "id: 1\ndata: a\n\n" + Stay);
        using var http = new HttpClient { BaseAddress = server.Address };
        var options = new EventStreamClientOptions { PingInterval = TimeSpan.FromMilliseconds(400), Retry = TimeSpan.Zero };
        var clock = Stopwatch.StartNew();
        var events = new List<string>();

        await foreach (var item in new EventStreamClient(http, options).ReadText(
            "/", cancellationToken: TestContext.Current.CancellationToken))
        {
            events.Add(item);
        }

        Assert.Equal(["a"], events);
        Assert.Equal([null, "1"], server.LastEventIds);
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(800), $"It ended after {clock.Elapsed}.");
    }

    [Fact]
    public async Task Retry_time_of_the_server_is_waited_for()
    {
        await using var server = new ScriptedServer(Head + "retry: 100\ndata: a\n\n", Head + "data: b\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        var clock = Stopwatch.StartNew();
        var events = new List<string>();

        await foreach (var item in new EventStreamClient(http, new() { Retry = TimeSpan.Zero }).ReadText(
            "/", cancellationToken: TestContext.Current.CancellationToken))
        {
            events.Add(item);
        }

        Assert.Equal(["a", "b"], events);
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(200), $"Two waits of at least 100 ms took {clock.Elapsed}.");
    }
}
