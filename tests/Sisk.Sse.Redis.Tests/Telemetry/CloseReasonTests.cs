using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Telemetry;

/// <summary>The reasons of streams that end because of the shared log, on the source, in the log messages and in the inspector.</summary>
public sealed class CloseReasonTests : IAsyncDisposable
{
    private readonly RedisServer _redis = new();
    private readonly Nodes _nodes;

    public CloseReasonTests() => _nodes = new Nodes(_redis);

    public async ValueTask DisposeAsync()
    {
        await _nodes.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Stream_whose_log_was_emptied_has_lost_events()
    {
        await _redis.StartAsync();
        var app = await _nodes.StartAsync(options => options.PollInterval = TimeSpan.FromMilliseconds(100), hasInspector: true);
        var reason = ReasonOfNext(app);
        await using var reading = await app.JoinAsync("a");
        await Nodes.SendAsync(app, "a", "before");
        Assert.Equal(["before"], await reading.TakeAsync(1));

        await _redis.AskAsync("FLUSHALL");

        Assert.Equal(CloseReason.EventsLost, await Signal.WithinAsync(reason));
        await IsLoggedAsync(app, CloseReason.EventsLost);
    }

    [Fact]
    public async Task Stream_that_comes_while_the_log_cannot_be_read_ends_with_that_reason()
    {
        // Redis has not been started.
        var app = await _nodes.StartAsync(hasInspector: true);
        var reason = ReasonOfNext(app);

        await using var reading = await app.OpenAsync("/board/a");

        Assert.Equal(CloseReason.LogUnavailable, await Signal.WithinAsync(reason));
        await IsLoggedAsync(app, CloseReason.LogUnavailable);
    }

    private static Task<CloseReason?> ReasonOfNext(TestApp app)
    {
        var closed = new TaskCompletionSource<CloseReason?>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Sources.OnEventSourceUnregistration += (_, source) => closed.TrySetResult(source.CloseReason);
        return closed.Task;
    }

    private static async Task IsLoggedAsync(TestApp app, CloseReason reason)
    {
        await app.Logs.FirstAsync(entry => entry.Category == "Sisk.Sse.Connections" && entry.Level == LogLevel.Information && entry.Text.EndsWith($" ({reason}).", StringComparison.Ordinal));
        var position = 0L;
        Assert.Contains(app.Get<SessionHost>().Ended!.GetAfter(ref position), one => one.Reason == reason);
    }
}
