using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>A shared log whose history is not limited by age.</summary>
public sealed class UnlimitedAgeTests
{
    [Fact]
    public async Task Event_is_kept_without_a_limit_of_age()
    {
        await using var app = await TestApp.StartAsync(
            options: static options => options.History.MaxAge = TimeSpan.MaxValue, streams: static streams => streams.AddMemoryEventLog(new MemoryEventLog()));
        var feed = app.Get<FeedEventsBroadcaster>();
        await using var reading = await app.OpenAsync("/feed/bare/a");

        await feed.BroadcastBareAsync("a", "kept", TestContext.Current.CancellationToken);

        Assert.Equal("kept", await reading.NextDataAsync());
    }
}
