using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Resume;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Ends;

public abstract class EndTests(TestTransport transport)
{
    [Fact]
    public async Task A_client_that_is_ended_for_good_gets_204_when_it_returns()
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
    public async Task One_key_can_be_closed_and_its_clients_may_come_back()
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
    public async Task All_can_be_dropped()
    {
        await using var app = await transport.StartAsync();
        await using var one = await app.OpenAsync("/orders/1/messages/alice");
        await using var two = await app.OpenAsync("/feed/bare/a");

        app.Sources.DropAll();

        Assert.Empty(app.Sources);
        Assert.Empty(await one.RestAsync());
        Assert.Empty(await two.RestAsync());
    }

    [Fact]
    public async Task A_stream_that_has_reached_its_age_is_asked_to_come_back_and_misses_nothing()
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
    public async Task A_stopping_server_gives_each_client_a_time_of_its_own()
    {
        const int Clients = 40;
        await using var app = await transport.StartAsync();
        var readings = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => app.OpenAsync("/feed/bare/a")));

        await Signal.WithinAsync(app.Application.StopAsync(TestContext.Current.CancellationToken));

        foreach (var reading in readings)
        {
            Assert.Empty(await reading.RestAsync());
        }

        Assert.All(readings, reading => Assert.InRange(reading.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)));
        Assert.InRange(readings.Select(reading => reading.Retry).Distinct().Count(), Clients / 2, Clients);
    }

    [Fact]
    public async Task A_client_that_comes_while_the_server_stops_is_asked_to_come_again()
    {
        await using var app = await transport.StartAsync();
        app.Application.Lifetime.StopApplication();

        await using var late = await app.OpenAsync("/feed/bare/a");

        Assert.Empty(await late.RestAsync());
        Assert.NotEqual(TimeSpan.Zero, late.Retry);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task A_client_that_does_not_read_does_not_hold_up_the_end_of_the_server()
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
