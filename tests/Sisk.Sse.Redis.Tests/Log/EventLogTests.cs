using Sisk.Sse.Redis.Node;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>What every log promises, whichever it is.</summary>
public abstract class EventLogTests : IAsyncDisposable
{
    private const int Many = 1000;

    internal abstract Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_event_goes_to_the_connections_of_its_key_and_to_no_other()
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
    public async Task Ids_are_short_and_need_no_preflight()
    {
        var app = await StartAsync();
        await using var reading = await app.JoinAsync("a");
        var start = reading.LastEventId;
        await Nodes.SendAsync(app, "a", "one");
        await reading.NextAsync();

        Assert.All([start, reading.LastEventId], id => Assert.Matches("^[0-9a-z]{10}-[0-9a-z]{1,12}$", id));
        Assert.NotEqual(start, reading.LastEventId);
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
            Enumerable.Range(0, Many / 8).Select(i => $"{thread} {i}"), order.Where(text => text.StartsWith($"{thread} ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Data_names_and_keys_arrive_as_they_were_sent()
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
    public async Task Who_comes_back_gets_what_its_key_has_missed_once()
    {
        var app = await StartAsync();
        string place;
        await using (var reading = await app.JoinAsync("a"))
        {
            await Nodes.SendAsync(app, "a", "seen");
            await reading.NextAsync();
            place = reading.LastEventId;
        }

        await Nodes.SendAsync(app, "a", "missed");
        await Nodes.SendAsync(app, "b", "of another");
        await using var back = await app.OpenAsync("/board/a", place);
        await Nodes.SendAsync(app, "a", "live");

        Assert.Equal(["missed", "live"], await back.TakeAsync(2));
    }

    [Fact]
    public async Task A_stream_begins_with_a_place_to_come_back_to()
    {
        var app = await StartAsync();
        await using var witness = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        await witness.NextAsync();
        string place;
        await using (var reading = await app.JoinAsync("a"))
        {
            place = reading.LastEventId;
        }

        await Nodes.SendAsync(app, "a", "missed");
        await using var back = await app.OpenAsync("/board/a", place);

        Assert.Equal("message:missed", await back.EventAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("aaaaaaaaaa-1")]
    [InlineData("aaaaaaaaaa-zzzzzzzzzzzz")]
    [InlineData("<script>")]
    public async Task An_id_that_nobody_gave_is_answered_by_a_reset(string lastEventId)
    {
        var app = await StartAsync();
        await Nodes.SendAsync(app, "a", "before");

        await using var reading = await app.OpenAsync("/board/a", lastEventId);
        Assert.Equal("reset:", await reading.EventAsync());
        Assert.Equal("message:welcome to a", await reading.EventAsync());
        await Nodes.SendAsync(app, "a", "live");

        Assert.Equal("message:live", await reading.EventAsync());
    }

    [Fact]
    public async Task An_id_of_the_future_is_answered_by_a_reset()
    {
        var app = await StartAsync();
        await using var reading = await app.JoinAsync("a");

        await using var early = await app.OpenAsync("/board/a", reading.LastEventId + "z");

        Assert.Equal("reset:", await early.EventAsync());
    }

    [Fact]
    public async Task History_is_kept_up_to_its_bound_and_beyond_it_there_is_a_reset()
    {
        var app = await StartAsync(options => options.History.MaxEvents = 3);
        await using var witness = await app.JoinAsync("a");
        List<string> places = [witness.LastEventId];
        foreach (var text in new[] { "1", "2", "3", "4" })
        {
            await Nodes.SendAsync(app, "a", text);
            await witness.NextAsync();
            places.Add(witness.LastEventId);
        }

        await using var tooOld = await app.OpenAsync("/board/a", places[0]);
        await using var kept = await app.OpenAsync("/board/a", places[1]);

        Assert.Equal("reset:", await tooOld.EventAsync());
        Assert.Equal(["2", "3", "4"], await kept.TakeAsync(3));
    }

    [Fact]
    public async Task Clients_that_come_and_go_amid_broadcasts_have_neither_gap_nor_repeat()
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

        var clients = Enumerable.Range(0, 8).Select(seed => new RoamingClient([app.Client.BaseAddress!], "/board/a", new Random(seed)) { LastEventId = place });
        var seen = await Task.WhenAll(clients.Select(client => client.ReadAsync(Many, cutsPerThousand: 5)));

        await sending;
        Assert.All(seen, numbers => Assert.Equal(Enumerable.Range(0, Many), numbers));
    }

    [Fact]
    public async Task A_broadcast_that_is_cancelled_beforehand_is_not_sent()
    {
        var app = await StartAsync();
        await using var reading = await app.JoinAsync("a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await app.Get<BoardEventsBroadcaster>().BroadcastRoomAsync("a", "never", new CancellationToken(canceled: true)));
        await Nodes.SendAsync(app, "a", "next");

        Assert.Equal("message:next", await reading.EventAsync());
    }
}
