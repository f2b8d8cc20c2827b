using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Events that are broadcast while the stream's method runs.</summary>
public sealed class SlowStreamMethodTests
{
    private const int MaxEvents = 4;

    [Theory]
    [InlineData(null, "")]
    [InlineData("unknown-1", "reset,")]
    public async Task Events_within_the_history_follow_the_snapshot(string? lastEventId, string reset) =>
        Assert.Equal($"{reset}snapshot of a,1,2,3,4,live", await ReadAsync(MaxEvents, "a", lastEventId));

    [Theory]
    [InlineData(null)]
    [InlineData("unknown-1")]
    public async Task Events_beyond_the_history_cause_a_reset(string? lastEventId) =>
        Assert.Equal("reset,snapshot of a,2,3,4,5,live", await ReadAsync(MaxEvents + 1, "a", lastEventId));

    [Fact]
    public async Task Events_of_other_keys_cause_no_reset() =>
        Assert.Equal("snapshot of a,live", await ReadAsync(MaxEvents + 1, "b", lastEventId: null));

    [Fact]
    public async Task Any_missed_event_causes_a_reset_when_there_is_no_history() =>
        Assert.Equal("reset,snapshot of a,live", await ReadAsync(1, "a", lastEventId: null, maxEvents: 0));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Method_is_canceled_when_its_client_leaves_or_the_server_stops(bool leaves)
    {
        var hold = new Hold();
        await using var app = await TestApp.StartAsync(services: services => services.AddSingleton(hold));
        using var raw = await RawClient.GetAsync(app.Client.BaseAddress!, "/held/a");
        await Signal.WithinAsync(hold.Began.Task);
        Assert.False(hold.Canceled.Task.IsCompleted);

        if (leaves)
        {
            raw.Reset();
        }
        else
        {
            app.Application.Lifetime.StopApplication();
        }

        await Signal.WithinAsync(hold.Canceled.Task);
        Assert.Empty(app.Sources);
    }

    /// <summary>Returns what a client receives if the given number of events is broadcast while its method runs.</summary>
    private static async Task<string> ReadAsync(int events, string room, string? lastEventId, int maxEvents = MaxEvents)
    {
        var hold = new Hold();
        await using var app = await TestApp.StartAsync(
            options: options => options.History.MaxEvents = maxEvents, services: services => services.AddSingleton(hold));
        var held = app.Get<HeldEventsBroadcaster>();
        var opening = app.OpenAsync("/held/a", lastEventId);
        await Signal.WithinAsync(hold.Began.Task);
        for (var i = 1; i <= events; i++)
        {
            await held.BroadcastWatchAsync(room, $"{i}", TestContext.Current.CancellationToken);
        }

        hold.End.SetResult();
        await using var reading = await Signal.WithinAsync(opening);
        await held.BroadcastWatchAsync("a", "live", TestContext.Current.CancellationToken);
        var seen = new List<string>();
        while (seen.LastOrDefault() != "live" && await Signal.WithinAsync(reading.NextAsync()) is { } item)
        {
            seen.Add(item.EventType == "reset" ? "reset" : item.Data);
        }

        return string.Join(',', seen);
    }
}
