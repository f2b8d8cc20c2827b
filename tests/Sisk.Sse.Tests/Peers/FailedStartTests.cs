using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Peers;

/// <summary>A host whose start fails after the background service of the streams has started.</summary>
public sealed class FailedStartTests
{
    [Fact]
    public async Task Background_service_ends_without_an_exception_which_the_host_would_report_as_the_failure()
    {
        var time = new CountingTime();
        await using var app = new UnstartedApp(new MemoryEventLog(), new EventLogOptions { CountConnections = true }, time);
        var peers = app.Peers;
        await peers.StartAsync(TestContext.Current.CancellationToken);
        await Signal.WithinAsync(time.Counting.Task);

        // The host disposes its services, and does not stop.
        await peers.DisposeAsync();

        await Signal.WithinAsync(peers.ExecuteTask!);
    }

    /// <summary>Tells when the service has begun to count connections.</summary>
    private sealed class CountingTime : TimeProvider
    {
        internal TaskCompletionSource Counting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period == TimeSpan.FromMilliseconds(500))
            {
                Counting.TrySetResult();
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
