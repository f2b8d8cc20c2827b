using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public abstract class PushStreamTests(TestTransport transport)
{
    [Fact]
    public async Task Headers_arrive_before_the_first_event()
    {
        await using var app = await transport.StartAsync();

        await using var reading = await app.OpenAsync("/orders/1/messages/alice");

        Assert.Equal("text/event-stream", reading.Response.Content.Headers.ContentType?.ToString());
        Assert.True(reading.Response.Headers.CacheControl!.NoStore);
        Assert.Contains("no-transform", reading.Response.Headers.CacheControl.ToString(), StringComparison.Ordinal);
        Assert.Equal(["no"], reading.Response.Headers.GetValues("X-Accel-Buffering"));
    }

    [Fact]
    public async Task Pings_are_sent_only_when_the_stream_is_quiet()
    {
        var clock = new TestClock();
        await using var app = await transport.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        using var raw = await RawClient.GetAsync(app.RawAddress, "/orders/notes/x");
        await raw.ReadUntilAsync("id: ");
        var notes = app.Get<OrderEventsBroadcaster>();

        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await notes.BroadcastNotesAsync("x", $"busy {i}", TestContext.Current.CancellationToken);
            await raw.ReadUntilAsync($"busy {i}");
        }

        Assert.DoesNotContain("\n:\n\n", raw.Received, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(15));
        await raw.ReadUntilAsync("\n:\n\n");
    }

    [Fact]
    public async Task Event_sent_while_the_stream_opens_follows_its_first_events()
    {
        await using var app = await transport.StartAsync();
        app.Sources.OnEventSourceRegistered += (_, source) => source.Send("from the handler", "greeting");

        await using var reading = await app.OpenAsync("/orders/1/events");

        Assert.Equal("snapshot", (await reading.NextAsync())!.Value.EventType);
        Assert.Equal("greeting", (await reading.NextAsync())!.Value.EventType);
    }

    [Theory]
    [InlineData("WithPing")]
    [InlineData("KeepAliveAsync")]
    [InlineData("WaitForFailAsync")]
    public async Task Source_that_is_used_while_the_stream_opens_still_begins_with_its_first_events(string method)
    {
        await using var app = await transport.StartAsync();
        app.Sources.OnEventSourceRegistered += (_, source) =>
        {
            switch (method)
            {
                case "WithPing":
                    source.WithPing(static ping => ping.Start());
                    break;
                case "KeepAliveAsync":
                    _ = source.KeepAliveAsync();
                    break;
                default:
                    _ = source.WaitForFailAsync(TimeSpan.FromMinutes(1));
                    break;
            }

            source.Send("from the handler", "greeting");
        };

        await using var reading = await app.OpenAsync("/orders/1/events");

        Assert.Equal("snapshot", (await reading.NextAsync())!.Value.EventType);
        Assert.Equal("greeting", (await reading.NextAsync())!.Value.EventType);
    }

    [Fact]
    public async Task Burst_does_not_overflow_a_small_queue_while_the_client_reads()
    {
        const int Count = 200;
        await using var app = await transport.StartAsync(
            options: options => options.MaxQueuedEvents = 1,
            services: services => services.AddSingleton<TimeProvider>(new TestClock()));
        await using var reading = await app.OpenAsync("/orders/notes/x");
        var notes = app.Get<OrderEventsBroadcaster>();

        for (var i = 0; i < Count; i++)
        {
            await notes.BroadcastNotesAsync("x", $"{i}", TestContext.Current.CancellationToken);
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}"), await TakeAsync(reading, Count));
    }

    [Fact]
    public async Task Disconnected_client_is_removed()
    {
        await using var app = await transport.StartAsync();
        var reading = await app.OpenAsync("/orders/notes/x");
        var gone = Signal.UnregisteredAsync(app.Sources, app.Sources.Single().Identifier!);

        await reading.DisposeAsync();

        await gone;
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Every_client_sees_the_same_order_when_many_threads_broadcast()
    {
        const int Threads = 8, Each = 250;
        await using var app = await transport.StartAsync(options: options => options.MaxQueuedEvents = Threads * Each);
        await using var one = await app.OpenAsync("/orders/notes/x");
        await using var two = await app.OpenAsync("/orders/notes/x");
        var notes = app.Get<OrderEventsBroadcaster>();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await notes.BroadcastNotesAsync("x", $"{thread}:{i}", TestContext.Current.CancellationToken);
            }
        })));

        var seen = await TakeAsync(one, Threads * Each);
        Assert.Equal(seen, await TakeAsync(two, Threads * Each));
        for (var thread = 0; thread < Threads; thread++)
        {
            Assert.Equal(
                Enumerable.Range(0, Each).Select(i => $"{thread}:{i}"),
                seen.Where(data => data.StartsWith($"{thread}:", StringComparison.Ordinal)));
        }
    }

    private static async Task<List<string>> TakeAsync(StreamReading reading, int count)
    {
        var taken = new List<string>(count);
        while (taken.Count < count)
        {
            taken.Add((await Signal.WithinAsync(reading.NextDataAsync()))!);
        }

        return taken;
    }
}

public sealed class PushStreamTestsOverSocket() : PushStreamTests(TestTransport.Socket);

public sealed class PushStreamTestsOverPipe() : PushStreamTests(TestTransport.Pipe);

public sealed class PushStreamTestsOverHttp2() : PushStreamTests(TestTransport.Http2);
