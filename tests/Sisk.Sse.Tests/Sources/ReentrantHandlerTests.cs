using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

/// <summary>Calls into the library from handlers of the collection's events.</summary>
public sealed class ReentrantHandlerTests
{
    [Fact]
    public async Task Source_closed_by_a_registration_handler_ends_and_leaves_nothing()
    {
        await using var app = await TestApp.StartAsync();
        app.Sources.OnEventSourceRegistered += static (_, source) => source.Close();

        await using var reading = await app.OpenAsync("/feed/rooms/a");

        Assert.Empty(await reading.RestAsync());
        Assert.Empty(app.Sources);
        Assert.Equal(0, app.Get<SessionRegistry>().Connections);
        await app.Get<FeedEventsBroadcaster>().BroadcastRoomAsync("a", "nobody", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Unregistration_follows_registration_when_a_handler_closes_the_source()
    {
        await using var app = await TestApp.StartAsync();
        var seen = new ConcurrentQueue<string>();
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Sources.OnEventSourceRegistered += static (_, source) => source.Close();
        app.Sources.OnEventSourceRegistered += (_, _) => seen.Enqueue("came");
        app.Sources.OnEventSourceUnregistration += (_, _) =>
        {
            seen.Enqueue("left");
            left.TrySetResult();
        };

        await using var reading = await app.OpenAsync("/feed/bare/a");
        await reading.RestAsync();

        await Signal.WithinAsync(left.Task);
        Assert.Equal(["came", "left"], seen);
    }

    [Fact]
    public async Task CloseByPrefix_in_an_unregistration_handler_does_not_recurse()
    {
        const int Members = 300;
        await using var app = await TestApp.StartAsync();
        var (depth, deepest, left) = (0, 0, 0);
        var readings = await Task.WhenAll(Enumerable.Range(0, Members).Select(_ => app.OpenAsync("/feed/bare/a")));
        app.Sources.OnEventSourceUnregistration += (sources, _) =>
        {
            deepest = Math.Max(deepest, Interlocked.Increment(ref depth));
            ((HttpEventSourceCollection)sources!).CloseByPrefix("feed/bare");
            Interlocked.Increment(ref left);
            Interlocked.Decrement(ref depth);
        };

        app.Sources.All()[0].Close();

        Assert.Equal((Members, 1), (left, deepest));
        Assert.Empty(app.Sources);
        foreach (var reading in readings)
        {
            Assert.Empty(await reading.RestAsync());
        }
    }

    [Fact]
    public async Task Unregistration_handler_can_send_to_other_sources()
    {
        await using var app = await TestApp.StartAsync();
        bool? toTheGone = null;
        app.Sources.OnEventSourceUnregistration += (sources, source) =>
        {
            toTheGone = source.Send("too late");
            foreach (var other in (HttpEventSourceCollection)sources!)
            {
                other.Send("one has left");
            }
        };
        await using var first = await app.OpenAsync("/feed/bare/a");
        var source = app.Sources.Single();
        await using var second = await app.OpenAsync("/feed/bare/b");

        source.Close();

        Assert.Equal("one has left", await Signal.WithinAsync(second.NextDataAsync()));
        Assert.False(toTheGone);
    }

    [Fact]
    public async Task Unregistration_handler_can_dispose_its_source()
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/own", async context =>
        {
            using var sse = context.Request.GetEventSource("own");
            await sse.KeepAliveAsync();
        }));
        app.Sources.OnEventSourceUnregistration += static (_, source) => source.Dispose();
        var gone = Signal.UnregisteredAsync(app.Sources, "own");
        using var raw = await RawClient.GetAsync(app.Client.BaseAddress!, "/own");
        await raw.ReadUntilAsync("\r\n\r\n");
        var source = app.Sources.GetByIdentifier("own")!;

        raw.Reset();

        Assert.Same(source, await gone);
        await Signal.WithinAsync(source.Connection.Drained);
    }

    [Fact]
    public async Task Unregistration_handler_can_broadcast_and_wait_during_a_burst()
    {
        await using var app = await TestApp.StartAsync(
            options: options => (options.MaxQueuedBytes, options.History.MaxEvents) = (256 * 1024, 10));
        var feed = app.Get<FeedEventsBroadcaster>();
        using var slow = await RawClient.GetAsync(app.RawAddress, "/feed/bare/slow", receiveBuffer: 4096);
        await slow.ReadUntilAsync("id: ");
        await using var other = await app.OpenAsync("/feed/bare/other");
        var left = new TaskCompletionSource();
        app.Sources.OnEventSourceUnregistration += (_, _) =>
        {
            for (var i = 0; i < 1000; i++)
            {
                feed.BroadcastBareAsync("slow", "one has left", TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
            }

            left.TrySetResult();
        };

        for (var i = 0; i < 4000; i++)
        {
            await Signal.WithinAsync(
                feed.BroadcastBareAsync("slow", new string('x', 10_000), TestContext.Current.CancellationToken).AsTask());
        }

        await Signal.WithinAsync(left.Task);
        await feed.BroadcastBareAsync("other", "in time", TestContext.Current.CancellationToken);
        Assert.Equal("in time", await Signal.WithinAsync(other.NextDataAsync()));
    }

    [Fact]
    public async Task Source_can_be_closed_repeatedly_by_several_threads_during_broadcasts()
    {
        await using var app = await TestApp.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        using var stop = new CancellationTokenSource();
        var broadcasting = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await feed.BroadcastBareAsync("a", "event", TestContext.Current.CancellationToken);
                }
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 100; i++)
        {
            await using var reading = await app.OpenAsync("/feed/bare/a");
            var source = app.Sources.Single();
            Parallel.Invoke(source.Dispose, () => source.Close(), () => source.Close(CloseMode.Permanent), source.Cancel, source.Dispose);
            await Signal.WithinAsync(source.CloseAsync(cancellationToken: TestContext.Current.CancellationToken));

            // A reset comes first if more was broadcast while the stream opened than the history holds.
            var items = await reading.RestAsync();
            Assert.All(items.Skip(items is [{ EventType: "reset" }, ..] ? 1 : 0), item => Assert.Equal("event", item.Data));
        }

        await stop.CancelAsync();
        await broadcasting;
        Assert.Empty(app.Sources);
    }
}
