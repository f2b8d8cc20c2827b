using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public abstract class StreamEndTests(TestTransport transport)
{
    [Fact]
    public async Task Client_ended_permanently_gets_204_when_it_reconnects()
    {
        await using var app = await transport.StartAsync();
        await using var reading = await app.OpenAsync("/feed/bare/a");
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "last", TestContext.Current.CancellationToken);
        Assert.Equal("last", await reading.NextDataAsync());

        Assert.Single(app.Sources).Close(CloseMode.Permanent);

        Assert.Empty(await reading.RestAsync());
        await using var returned = await app.OpenAsync("/feed/bare/a", reading.LastEventId);
        Assert.Equal(HttpStatusCode.NoContent, returned.Response.StatusCode);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task CloseByPrefix_ends_only_its_key_and_clients_can_reconnect()
    {
        await using var app = await transport.StartAsync();
        await using var one = await app.OpenAsync("/orders/1/messages/alice");
        await using var two = await app.OpenAsync("/orders/1/messages/bob");
        await using var other = await app.OpenAsync("/orders/11/messages/alice");

        Assert.Equal(2, app.Sources.CloseByPrefix("chat/1"));

        Assert.Empty(await one.RestAsync());
        Assert.Empty(await two.RestAsync());
        Assert.StartsWith("chat/11/alice/", Assert.Single(app.Sources).Identifier, StringComparison.Ordinal);
        await using var back = await app.OpenAsync("/orders/1/messages/alice", one.LastEventId);
        Assert.Equal(HttpStatusCode.OK, back.Response.StatusCode);
    }

    [Fact]
    public async Task Stream_at_its_maximum_age_ends_with_a_retry_and_resumes_without_a_gap()
    {
        var clock = new TestClock();
        await using var app = await transport.StartAsync(
            options: options => options.MaxConnectionAge = TimeSpan.FromHours(1), services: services => services.AddSingleton<TimeProvider>(clock));
        await using var reading = await app.OpenAsync("/feed/bare/a");
        var source = Assert.Single(app.Sources);
        clock.Advance(TimeSpan.FromMinutes(54) - TimeSpan.FromSeconds(1));
        Assert.True(source.IsActive);

        clock.Advance(TimeSpan.FromMinutes(6) + TimeSpan.FromSeconds(1));

        Assert.False(source.IsActive);
        Assert.Empty(await reading.RestAsync());
        Assert.InRange(reading.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "meanwhile", TestContext.Current.CancellationToken);
        await using var back = await app.OpenAsync("/feed/bare/a", reading.LastEventId);
        Assert.Equal("meanwhile", await back.NextDataAsync());
    }

    [Fact]
    public async Task Stopping_server_sends_each_client_a_different_retry()
    {
        const int Clients = 40;
        await using var app = await transport.StartAsync();
        var readings = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => app.OpenAsync("/feed/bare/a")));

        // Read while the server stops: over HTTP/2, a frame of the client that arrives after the end resets the connection.
        var rests = Array.ConvertAll(readings, static reading => reading.RestAsync());

        await Signal.WithinAsync(app.Application.StopAsync(TestContext.Current.CancellationToken));

        Assert.All(await Task.WhenAll(rests), Assert.Empty);
        Assert.All(readings, reading => Assert.InRange(reading.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
        Assert.InRange(readings.Select(reading => reading.Retry).Distinct().Count(), Clients / 2, Clients);
    }

    [Fact]
    public async Task Client_that_connects_during_shutdown_is_asked_to_retry()
    {
        await using var app = await transport.StartAsync();
        app.Application.Lifetime.StopApplication();

        await using var late = await app.OpenAsync("/feed/bare/a");

        Assert.Empty(await late.RestAsync());
        Assert.NotEqual(TimeSpan.Zero, late.Retry);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Shutdown_waits_for_a_stalled_client_only_until_the_drain_timeout()
    {
        var clock = new TestClock();
        await using var app = await transport.StartAsync(
            options: options => (options.MaxQueuedBytes, options.DrainTimeout) = (long.MaxValue, TimeSpan.FromSeconds(3)),
            services: services => services.AddSingleton<TimeProvider>(clock));
        using var stalled = await RawClient.GetAsync(app.RawAddress, "/feed/bare/a", receiveBuffer: 4096);
        await stalled.ReadUntilAsync("id: ");
        var source = Assert.Single(app.Sources);
        var feed = app.Get<FeedEventsBroadcaster>();
        for (var i = 0; i < 64; i++)
        {
            await feed.BroadcastBareAsync("a", new string('x', 1024 * 1024), TestContext.Current.CancellationToken);
        }

        var stopping = app.Application.StopAsync(TestContext.Current.CancellationToken);
        await clock.TimerAsync(TimeSpan.FromSeconds(3));
        Assert.False(source.Connection.Drained.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));

        await Signal.WithinAsync(stopping);
    }
}

public sealed class StreamEndTestsOverSocket() : StreamEndTests(TestTransport.Socket);

public sealed class StreamEndTestsOverPipe() : StreamEndTests(TestTransport.Pipe);

public sealed class StreamEndTestsOverHttp2() : StreamEndTests(TestTransport.Http2);
