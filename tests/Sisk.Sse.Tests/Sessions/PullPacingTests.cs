using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Timing of writes in pull streams.</summary>
public sealed class PullPacingTests(Chromium chromium)
{
    private static readonly TimeSpan _pingInterval = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Pings_are_sent_before_and_between_slow_items()
    {
        var clock = new TestClock();
        await using var app = await StartAsync(clock);
        using var raw = await RawClient.GetAsync(app.Client.BaseAddress!, "/paced/channel");
        await clock.TimerAsync(_pingInterval);
        await raw.ReadUntilAsync(Pings(1));

        clock.Advance(_pingInterval);
        await raw.ReadUntilAsync(Pings(2));
        app.Get<Pace>().Items.Writer.TryWrite("first");
        await raw.ReadUntilAsync("data: first\n\n");
        clock.Advance(_pingInterval);
        await raw.ReadUntilAsync("data: first\n\n\r\n3\r\n:\n\n");

        static string Pings(int count) => string.Concat(Enumerable.Repeat("3\r\n:\n\n\r\n", count));
    }

    [Fact]
    public async Task Items_that_are_ready_are_sent_in_one_flush()
    {
        var body = new FlushCounter();
        await using var app = await StartAsync(new TestClock(), app => app.Use((context, next) => body.Watch(context, next)));
        await using var reading = await app.OpenAsync("/paced/bursts");

        await ReadAsync(reading, 10);
        var before = body.Flushes;
        app.Get<Pace>().Items.Writer.TryWrite("go on");
        await ReadAsync(reading, 10);
        await reading.RestAsync();

        // The headers, the first item, and the nine that were ready with it; then ten more with the end event.
        Assert.Equal((3, 4), (before, body.Flushes));
    }

    [Fact]
    public async Task Items_are_flushed_one_by_one_when_the_sequence_computes_slowly()
    {
        var body = new FlushCounter();
        var clock = new TestClock();
        await using var app = await StartAsync(clock, app => app.Use((context, next) => body.Watch(context, next)));
        await using var reading = await app.OpenAsync("/paced/computed");

        await ReadAsync(reading, 3);

        Assert.Equal(4, body.Flushes);
    }

    [Theory]
    [InlineData(TestTransport.Default)]
    [InlineData(TestTransport.Pipe)]
    public async Task Items_are_sent_when_the_sequence_then_blocks_its_thread(TestTransport transport)
    {
        await using var app = await TestApp.StartAsync(
            options: options => options.Transport = transport.ToStreamTransport(), services: static services => services.AddSingleton(new Pace()));
        await using var reading = await app.OpenAsync("/paced/blocked");

        await ReadAsync(reading, 3);
        app.Get<Pace>().Computation.Set();

        await ReadAsync(reading, 1);
        Assert.Equal("end", Assert.Single(await reading.RestAsync()).EventType);
    }

    [Fact]
    public async Task Held_item_is_sent_after_one_millisecond()
    {
        var body = new FlushCounter();
        var clock = new TestClock();
        await using var app = await StartAsync(clock, app => app.Use((context, next) => body.Watch(context, next)));
        await using var reading = await app.OpenAsync("/paced/blocked");
        await ReadAsync(reading, 1);
        await clock.TimerAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, body.Flushes);

        clock.Advance(TimeSpan.FromMilliseconds(1));

        await ReadAsync(reading, 1);
        app.Get<Pace>().Computation.Set();
        await ReadAsync(reading, 2);
    }

    [Fact]
    public async Task Items_larger_than_the_queue_arrive_among_items_that_are_ready()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/paced/sizes");

        var items = await reading.RestAsync();

        Assert.Equal(
            PacedEvents.LargeItems, items.TakeWhile(static item => item.EventType == "message").Select(static item => item.Data.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task More_ready_items_than_the_queue_holds_all_arrive(int queue)
    {
        const int Items = 2000;
        await using var app = await StartAsync(options: options => options.MaxQueuedEvents = queue);
        await using var reading = await app.OpenAsync($"/paced/ready/{Items}");

        var items = await reading.RestAsync();

        Assert.Equal(
            Enumerable.Range(0, Items).Select(static i => $"{i}"),
            items.TakeWhile(static item => item.EventType == "message").Select(static item => item.Data));
    }

    [Fact]
    public async Task Slow_reader_slows_the_sequence()
    {
        await using var app = await StartAsync();
        using var client =
            new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectNarrowlyAsync }) { BaseAddress = app.Client.BaseAddress };
        await using var reading = await StreamReading.OpenAsync(client, "/paced/flood");
        var (pace, received, furthest) = (app.Get<Pace>(), 0, 0);

        SseItem<string>? last;
        while ((last = await reading.NextAsync()) is { EventType: "message", Data: var item })
        {
            Assert.Equal($"{received}", item[..item.IndexOf(' ', StringComparison.Ordinal)]);
            received++;
            furthest = Math.Max(furthest, Volatile.Read(ref pace.Produced) - received);
        }

        // The queue, Kestrel's pipe and the sockets hold a few MiB of the 94 MiB.
        Assert.Equal((Pace.FloodItems, "end"), (received, last?.EventType));
        Assert.InRange(furthest, 0, 300);

        // Without a fixed size, the system may grow the receive buffer to 32 MiB.
        static async ValueTask<Stream> ConnectNarrowlyAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 * 1024 };
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }

    [Fact]
    public async Task Exception_before_the_first_item_sends_an_error_event()
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/paced/fails-first");
        Assert.Equal(HttpStatusCode.OK, reading.Response.StatusCode);

        app.Get<Pace>().Items.Writer.TryWrite("fail");
        var items = await reading.RestAsync();

        Assert.Equal(("error", ""), (Assert.Single(items).EventType, items[0].Data));
        Assert.Contains(app.Logs.Entries, entry => entry.Exception?.Message == "a secret of the server");
    }

    [Fact]
    public async Task Exception_of_the_method_itself_gets_500()
    {
        await using var app = await StartAsync();

        await using var reading = await app.OpenAsync("/paced/fails-at-once");

        Assert.Equal(HttpStatusCode.InternalServerError, reading.Response.StatusCode);
    }

    [Fact]
    public async Task Browser_does_not_reconnect_after_the_end_event()
    {
        await using var app = await StartAsync();
        var page = await chromium.OpenAsync(app.Client.BaseAddress!);

        var seen = await Signal.WithinAsync(page.EvaluateAsync<string[]>("""
            () => new Promise(resolve => {
              const source = new EventSource('/paced/finite');
              const seen = [];
              source.onopen = () => seen.push('open');
              source.onmessage = e => seen.push(e.data);
              source.addEventListener('end', () => seen.push('end'));
              source.onerror = () => { if (source.readyState === EventSource.CLOSED) resolve(seen); };
            })
            """));

        // The browser reconnected once, and the 204 closed it permanently.
        Assert.Equal(["open", "after nothing", "end"], seen);
        Assert.Equal(1, app.Get<Pace>().Enumerations);
    }

    [Fact]
    public async Task LastEventId_parameter_receives_the_header_or_query_value()
    {
        await using var app = await StartAsync();

        await using var byHeader = await app.OpenAsync("/paced/finite", "41");
        await using var byQuery = await app.OpenAsync("/paced/finite?lastEventId=42");

        Assert.Equal("after 41", await byHeader.NextDataAsync());
        Assert.Equal("after 42", await byQuery.NextDataAsync());
    }

    [Fact]
    public async Task POST_stream_reads_its_body()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/paced/echo") { Content = JsonContent.Create(new Words(["a", "b"])) };
        await using var reading = await StreamReading.OpenAsync(app.Client, request);

        Assert.Equal("a", await reading.NextDataAsync());
        app.Get<Pace>().Items.Writer.TryWrite("go on");
        Assert.Equal("b", await reading.NextDataAsync());
        app.Get<Pace>().Items.Writer.TryWrite("go on");
        Assert.Equal("end", Assert.Single(await reading.RestAsync()).EventType);
    }

    private static async Task ReadAsync(StreamReading reading, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.StartsWith("item ", await reading.NextDataAsync(), StringComparison.Ordinal);
        }
    }

    private static Task<TestApp> StartAsync(
        TestClock? clock = null, Action<WebApplication>? map = null, Action<EventStreamOptions>? options = null) => TestApp.StartAsync(
        map,
        options: options,
        services: services =>
        {
            services.AddSingleton(new Pace { Clock = clock });
            if (clock is not null)
            {
                services.AddSingleton<TimeProvider>(clock);
            }
        });
}
