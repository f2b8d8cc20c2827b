using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Testing.Tests.Support;

namespace Sisk.Sse.Testing.Tests.Receiving;

/// <summary>Clients that lose their connection, and return or stay away.</summary>
public sealed class ReconnectTests : IAsyncDisposable
{
    private readonly ShopFactory _factory = new();

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task Vanished_client_resumes_with_what_it_has_missed()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await client.NextAsync<OrderEvent.Snapshot>();

        client.Disconnect();
        await _factory.Orders.BroadcastShippedAsync(42, new("DHL"));
        await client.ReconnectAsync();

        Assert.Equal(new OrderEvent.Shipped("DHL"), await client.NextAsync());
    }

    [Fact]
    public async Task Client_that_began_with_an_id_returns_with_its_last_one()
    {
        await using var earlier = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await using var client = await _factory.OpenStreamAsync<OrderEvent>(
            "/orders/42/events", request => request.Headers.Add("Last-Event-ID", earlier.LastEventId));
        await _factory.Orders.BroadcastShippedAsync(42, new("DHL"));
        await client.NextAsync<OrderEvent.Shipped>();

        await client.ReconnectAsync();
        await _factory.Orders.BroadcastCancelledAsync(42, new("sold out"));

        Assert.Equal(new OrderEvent.Cancelled("sold out"), await client.NextAsync());
    }

    [Fact]
    public async Task Client_that_is_disposed_while_it_reconnects_stays_disconnected()
    {
        var disposing = new DisposingHandler();
        using var http = _factory.CreateDefaultClient(disposing);
        var client = await http.OpenStreamAsync<OrderEvent>(_factory.Services, "/orders/42/events");

        disposing.Client = client;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ReconnectAsync());

        Assert.Empty(_factory.Services.GetRequiredService<HttpEventSourceCollection>());
    }

    [Fact]
    public async Task Client_that_reconnects_twice_at_once_reads_from_one_connection()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");

        await Task.WhenAll(client.ReconnectAsync(), client.ReconnectAsync());

        foreach (var carrier in (string[])["DHL", "UPS", "Post"])
        {
            await _factory.Orders.BroadcastShippedAsync(42, new(carrier));
            Assert.Equal(new OrderEvent.Shipped(carrier), await client.NextAsync<OrderEvent.Shipped>());
        }
    }

    [Fact]
    public async Task Vanished_client_of_an_answer_gets_the_rest_of_it()
    {
        await using var client = await _factory.OpenStreamAsync<string>("/feed/spoken-words", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = JsonContent.Create(new Sentence("to be or not"));
        });
        Assert.Equal(["to", "be"], [await client.NextAsync(), await client.NextAsync()]);

        client.Disconnect();
        _factory.Services.GetRequiredService<Gate>().Open();
        await client.ReconnectAsync();

        Assert.Equal(["or", "not"], await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_of_an_answer_can_vanish_before_the_first_event()
    {
        await using var client = await _factory.OpenStreamAsync<string>("/feed/spoken-words", request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = JsonContent.Create(new Sentence("to be or not"));
        });

        Assert.NotEmpty(client.LastEventId);
    }

    [Fact]
    public async Task Client_gets_reset_when_its_place_is_no_longer_known()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await client.NextAsync<OrderEvent.Snapshot>();

        client.Disconnect();
        await _factory.Orders.BroadcastShippedAsync(42, new("DHL"));
        await client.AdvanceAsync(TimeSpan.FromHours(2));
        await client.ReconnectAsync();

        await client.WaitForResetAsync();
        Assert.IsType<OrderEvent.Snapshot>(await client.NextAsync());
    }

    [Fact]
    public async Task Client_of_an_ended_stream_is_told_to_stay_away()
    {
        await using var client = await _factory.OpenStreamAsync<Tick>("/orders/ticks?count=1");
        await client.ReadToEndAsync();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.ReconnectAsync());

        Assert.Equal(HttpStatusCode.NoContent, refused.StatusCode);
    }

    [Fact]
    public async Task Waits_of_a_client_that_has_disconnected_fail_at_once()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        await client.NextAsync<OrderEvent.Snapshot>();
        client.Timeout = Timeout.InfiniteTimeSpan;
        var waiting = client.WaitForEndAsync();

        client.Disconnect();

        Assert.Equal("an event of type Shipped was received", await ExpectedAsync(client.NextAsync<OrderEvent.Shipped>()));
        Assert.Equal("a ping was received", await ExpectedAsync(client.WaitForPingAsync()));
        Assert.Equal("a reset was received", await ExpectedAsync(client.WaitForResetAsync()));
        Assert.Equal("the server ended the stream", await ExpectedAsync(client.WaitForEndAsync()));
        Assert.Equal("the server ended the stream", await ExpectedAsync(client.ReadToEndAsync()));
        Assert.Equal("the server ended the stream", await ExpectedAsync(waiting));

        static async Task<string> ExpectedAsync(Task wait)
        {
            var failed = await Assert.ThrowsAsync<EventStreamTestException>(() => wait.WaitAsync(TimeSpan.FromMinutes(1)));
            return failed.Message[..failed.Message.IndexOf('.', StringComparison.Ordinal)]
                .Replace("The client disconnected before ", "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wait_for_a_reset_fails_at_once_when_the_stream_has_ended()
    {
        await using var client = await _factory.OpenStreamAsync<Tick>("/orders/ticks?count=0");
        client.Timeout = Timeout.InfiniteTimeSpan;
        await client.WaitForEndAsync();

        var failed = await Assert.ThrowsAsync<EventStreamTestException>(() => client.WaitForResetAsync());

        Assert.StartsWith("The connection ended before a reset was received.", failed.Message, StringComparison.Ordinal);
    }

    /// <summary>Disposes a client between the answer to its request and the reading of it.</summary>
    private sealed class DisposingHandler : DelegatingHandler
    {
        internal IAsyncDisposable? Client { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (Client is not null)
            {
                await Client.DisposeAsync();
            }

            return response;
        }
    }
}
