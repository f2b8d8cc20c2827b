using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Testing.Tests.Support;

namespace Sisk.Sse.Testing.Tests.Receiving;

public sealed class TestStreamClientTests : IAsyncDisposable
{
    private readonly ShopFactory _factory = new();

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task Next_returns_events_in_order_as_their_concrete_types()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");

        await _factory.Orders.BroadcastShippedAsync(42, new("DHL"));
        await _factory.Orders.BroadcastCancelledAsync(42, new("sold out"));

        Assert.Equal(["line of 42"], Assert.IsType<OrderEvent.Snapshot>(await client.NextAsync()).Lines);
        Assert.Equal(new OrderEvent.Shipped("DHL"), await client.NextAsync());
        Assert.Equal(new OrderEvent.Cancelled("sold out"), await client.NextAsync());
    }

    [Fact]
    public async Task Next_of_a_type_passes_over_other_events()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");

        await _factory.Orders.BroadcastShippedAsync(42, new("DHL"));

        Assert.Equal("DHL", (await client.NextAsync<OrderEvent.Shipped>()).Carrier);
        Assert.Equal(["snapshot", "shipped"], client.Received.Select(received => received.EventName));
    }

    [Fact]
    public async Task Event_for_another_key_is_not_received()
    {
        await using var client = await _factory.OpenStreamAsync<ChatMessage>("/orders/42/messages/ann");

        await _factory.Orders.BroadcastChatMessageAsync(421, new("bob", "not for you"));
        await _factory.Orders.BroadcastChatMessageAsync(42, "ann", new("bob", "for you"));

        Assert.Equal("for you", (await client.NextAsync()).Text);
    }

    [Fact]
    public async Task Text_is_received_as_it_is()
    {
        await using var client = await _factory.OpenStreamAsync<string>("/orders/42/events");

        Assert.Equal("""{"lines":["line of 42"]}""", await client.NextAsync());
    }

    [Fact]
    public async Task Read_to_end_returns_all_events_of_a_pull_stream()
    {
        await using var client = await _factory.OpenStreamAsync<Tick>("/orders/ticks?count=3");

        Assert.Equal([new Tick(1), new Tick(2), new Tick(3)], await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Events_that_a_method_names_itself_are_read_by_the_type_of_the_stream()
    {
        await using var client = await _factory.OpenStreamAsync<Tick>("/feed/named");

        Assert.Equal([new Tick(1), new Tick(2)], await client.ReadToEndAsync());
        Assert.Equal(["first", "second", "end"], client.Received.Select(received => received.EventName));
    }

    [Fact]
    public async Task Request_can_be_a_post_with_a_body()
    {
        await using var client = await _factory.OpenStreamAsync<string>("/feed/words", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = JsonContent.Create(new Sentence("to be or not"));
        });

        Assert.Equal(["to", "be", "or", "not"], await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Open_throws_with_the_status_when_the_stream_is_refused()
    {
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => _factory.OpenStreamAsync<OrderEvent>("/orders/0/events"));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("/orders/0/events is not an event stream: the server responded with 404 (NotFound).", refused.Message);
    }

    [Fact]
    public async Task Failure_of_an_expectation_lists_what_was_received()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await client.NextAsync<OrderEvent.Snapshot>();
        client.Timeout = TimeSpan.Zero;

        var failed = await Assert.ThrowsAsync<EventStreamTestException>(() => client.NextAsync<OrderEvent.Shipped>());

        Assert.Equal(
            "No event of type Shipped was received in 0 s. The client of /orders/42/events:\n  connected\n"
            + $"  snapshot: {{\"lines\":[\"line of 42\"]}} (id {client.LastEventId})",
            failed.Message);
    }

    [Fact]
    public async Task Failure_shortens_large_events()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await _factory.Orders.BroadcastShippedAsync(42, new(new string('x', 100_000)));
        await client.NextAsync<OrderEvent.Shipped>();
        client.Timeout = TimeSpan.Zero;

        var failed = await Assert.ThrowsAsync<EventStreamTestException>(() => client.NextAsync());

        Assert.InRange(failed.Message.Length, 300, 700);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    public async Task Client_of_an_application_on_Kestrel_is_the_same(string address)
    {
        await using var app = KestrelApp(address);
        await app.StartAsync();
        await using var client = await app.OpenStreamAsync<OrderEvent>("/orders/42/events");

        client.Disconnect();
        await app.Services.GetRequiredService<OrderEventsBroadcaster>().BroadcastShippedAsync(42, new("DHL"));
        await client.ReconnectAsync();

        Assert.Equal(new OrderEvent.Shipped("DHL"), await client.NextAsync<OrderEvent.Shipped>());
    }

    [Fact]
    public async Task Message_has_the_same_number_in_any_culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = culture;
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        client.Timeout = TimeSpan.FromMilliseconds(1);

        var failed = await Assert.ThrowsAsync<EventStreamTestException>(() => client.NextAsync<OrderEvent.Shipped>());

        Assert.StartsWith("No event of type Shipped was received in 0.001 s.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_fails_at_once_when_the_stream_has_ended()
    {
        await using var client = await _factory.OpenStreamAsync<Tick>("/orders/ticks?count=0");

        var failed = await Assert.ThrowsAsync<EventStreamTestException>(() => client.NextAsync());

        Assert.StartsWith("The connection ended before an event of type Tick was received.", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  the server ended the stream", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_fails_when_the_event_is_of_no_type_of_the_stream()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent.Shipped>("/orders/42/events");

        var failed = await Assert.ThrowsAsync<EventStreamTestException>(() => client.NextAsync());

        Assert.StartsWith("The event snapshot: {", failed.Message, StringComparison.Ordinal);
        Assert.Contains("is not of type Shipped.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receiver_without_streams_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => new MemoryStream().OpenStreamAsync<Tick>("/"));

        Assert.Contains("MemoryStream has no event streams", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_has_read_a_large_begin_and_its_id()
    {
        await using var client = await _factory.OpenStreamAsync<Plan>("/rooms/a/plan");

        Assert.NotEqual("", client.LastEventId);
        client.Disconnect();
        await _factory.Services.GetRequiredService<RoomEventsBroadcaster>().BroadcastPlanAsync("a", new("missed"));
        await client.ReconnectAsync();
        Assert.Equal(2_000_000, (await client.NextAsync()).Text.Length);
        Assert.Equal(new Plan("missed"), await client.NextAsync());
    }

    [Fact]
    public async Task Events_are_read_by_the_types_of_the_endpoint_that_answered()
    {
        await using var room = await _factory.OpenStreamAsync<RoomNote>("/rooms/kitchen");
        await using var lobby = await _factory.OpenStreamAsync<LobbyNote>("/rooms/lobby");
        await using var numbered = await _factory.OpenStreamAsync<NumberNote>("/rooms/7");
        await using var posted = await _factory.OpenStreamAsync<PostedNote>(
            "/rooms/kitchen", static request => request.Method = HttpMethod.Post);

        Assert.Equal(new RoomNote("kitchen"), await room.NextAsync());
        Assert.Equal(new LobbyNote(1), await lobby.NextAsync());
        Assert.Equal(new NumberNote(7), await numbered.NextAsync());
        Assert.Equal(new PostedNote("kitchen"), await posted.NextAsync());
    }

    [Fact]
    public async Task Address_can_be_absolute()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("http://localhost/orders/42/events?a=b");

        Assert.IsType<OrderEvent.Snapshot>(await client.NextAsync());
    }

    [Fact]
    public async Task Address_can_be_escaped()
    {
        await using var client = await _factory.OpenStreamAsync<RoomNote>("/rooms/b%C3%A4r%20a%2Fb");

        Assert.StartsWith("bär a", (await client.NextAsync()).Room, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_out_can_be_infinite_or_very_long()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await client.NextAsync<OrderEvent.Snapshot>();

        foreach (var timeout in new[] { Timeout.InfiniteTimeSpan, TimeSpan.MaxValue, TimeSpan.FromDays(365) })
        {
            client.Timeout = timeout;
            var next = client.NextAsync();
            await _factory.Orders.BroadcastShippedAsync(42, new("DHL"));

            Assert.Equal(new OrderEvent.Shipped("DHL"), await next);
        }
    }

    [Fact]
    public async Task Negative_time_out_is_rejected_where_it_is_set()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        var negative = TimeSpan.FromSeconds(-1);

        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => client.Timeout = negative);

        Assert.StartsWith(
            "The timeout is negative. Set zero or more, or Timeout.InfiniteTimeSpan for no limit.",
            thrown.Message,
            StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(10), client.Timeout);
    }

    [Fact]
    public async Task Application_that_cannot_start_is_reported_with_its_own_exception()
    {
        await using var factory = _factory.WithWebHostBuilder(static builder => builder.ConfigureServices(
            static services => services
                .AddOptions<EventStreamOptions>().Validate(static _ => false, "no options are good").ValidateOnStart()));

        var failed = await Assert.ThrowsAsync<OptionsValidationException>(() => factory.OpenStreamAsync<OrderEvent>("/orders/42/events"));

        Assert.Equal(["no options are good"], failed.Failures);
    }

    /// <summary>A <c>WebApplicationFactory</c> itself starts one for each thread that is the first.</summary>
    [Fact]
    public async Task Tests_that_begin_at_the_same_time_start_one_application()
    {
        var starts = 0;
        await using var factory = _factory.WithWebHostBuilder(builder => builder.ConfigureServices(_ => Interlocked.Increment(ref starts)));
        using var ready = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(1, 4).Select(order => Task.Factory.StartNew(
            async () =>
            {
                ready.SignalAndWait();
                await using var client = await factory.OpenStreamAsync<OrderEvent>($"/orders/{order}/events");
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.Equal(1, starts);
    }

    [Fact]
    public async Task Long_answer_that_is_no_stream_is_shortened()
    {
        await using var app = KestrelApp();
        app.MapGet("/page", static () => new string('x', 100_000));
        await app.StartAsync();

        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => app.OpenStreamAsync<string>("/page"));

        Assert.StartsWith("/page is not an event stream: the server responded with 200 (OK)", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("xxx… (100000 characters)", failed.Message, StringComparison.Ordinal);
        Assert.InRange(failed.Message.Length, 1_000, 3_000);
    }

    private static WebApplication KestrelApp(string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        ShopSetup.Add(builder.Services);
        var app = builder.Build();
        ShopSetup.Map(app);
        return app;
    }
}
