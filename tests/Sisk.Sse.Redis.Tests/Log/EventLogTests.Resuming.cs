using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log;

/// <content>Ids, replay and resets.</content>
public abstract partial class EventLogTests
{
    [Fact]
    public async Task Ids_are_short_and_safe_for_CORS()
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
    public async Task A_returning_client_gets_the_missed_events_of_its_key_once()
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
    public async Task A_new_client_gets_an_id_to_resume_from()
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
    public async Task An_unknown_id_gets_a_reset(string lastEventId)
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
    public async Task An_id_ahead_of_the_log_gets_a_reset()
    {
        var app = await StartAsync();
        await using var reading = await app.JoinAsync("a");

        await using var early = await app.OpenAsync("/board/a", reading.LastEventId + "z");

        Assert.Equal("reset:", await early.EventAsync());
    }

    [Fact]
    public async Task Resume_works_within_the_history_and_gets_a_reset_beyond_it()
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
}
