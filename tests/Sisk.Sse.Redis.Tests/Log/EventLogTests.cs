using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>The behavior of every event log.</summary>
public abstract partial class EventLogTests : IAsyncDisposable
{
    private const int Many = 1000;

    internal abstract Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_event_reaches_only_the_connections_with_its_key()
    {
        var app = await StartAsync();
        await using var a = await app.JoinAsync("a");
        await using var ab = await app.JoinAsync("ab");

        await Nodes.SendAsync(app, "a", "to a");
        await Nodes.SendAsync(app, "ab", "to ab");
        await app.Get<BoardEventsBroadcaster>().BroadcastRoomToAllAsync("to all", TestContext.Current.CancellationToken);

        Assert.Equal(["to a", "to all"], await a.TakeAsync(2));
        Assert.Equal(["to ab", "to all"], await ab.TakeAsync(2));
    }

    [Fact]
    public async Task All_connections_get_concurrent_broadcasts_in_one_order()
    {
        var app = await StartAsync();
        await using var one = await app.JoinAsync("a");
        await using var two = await app.JoinAsync("a");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < Many / 8; i++)
            {
                await Nodes.SendAsync(app, "a", $"{thread} {i}");
            }
        })));

        var order = await one.TakeAsync(Many);
        Assert.Equal(order, await two.TakeAsync(Many));
        Assert.All(Enumerable.Range(0, 8), thread => Assert.Equal(
            Enumerable.Range(0, Many / 8).Select(i => $"{thread} {i}"), order.Where(
                text => text.StartsWith($"{thread} ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Data_and_keys_arrive_unchanged()
    {
        var app = await StartAsync();
        string[] texts = ["", "line\nbreak", "\n", "\r\n\r\n", " leading", "ключ 鍵 🔑", "a\0b", new string('x', 200_000)];
        await using var reading = await app.OpenAsync("/board/%25%20%0A");
        await reading.NextAsync();

        foreach (var text in texts)
        {
            await Nodes.SendAsync(app, "% \n", text);
        }

        Assert.Equal(texts.Select(text => text.ReplaceLineEndings("\n")), await reading.TakeAsync(texts.Length));
    }

    [Fact]
    public async Task Reconnecting_clients_have_neither_gaps_nor_repeats_during_broadcasts()
    {
        var app = await StartAsync();
        await using var first = await app.JoinAsync("a");
        var place = first.LastEventId;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Many; i++)
            {
                await Nodes.SendAsync(app, "a", $"{i}");
            }
        }, TestContext.Current.CancellationToken);

        var clients = Enumerable.Range(0, 8)
            .Select(seed => new RoamingClient([app.Client.BaseAddress!], "/board/a", new Random(seed)) { LastEventId = place });
        var seen = await Task.WhenAll(clients.Select(client => client.ReadAsync(Many, cutsPerThousand: 5)));

        await sending;
        Assert.All(seen, numbers => Assert.Equal(Enumerable.Range(0, Many), numbers));
    }

    [Fact]
    public async Task A_broadcast_with_a_canceled_token_is_not_sent()
    {
        var app = await StartAsync();
        await using var reading = await app.JoinAsync("a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await app.Get<BoardEventsBroadcaster>().BroadcastRoomAsync("a", "never", new CancellationToken(canceled: true)));
        await Nodes.SendAsync(app, "a", "next");

        Assert.Equal("message:next", await reading.EventAsync());
    }
}
