using Sisk.Sse.Delivery;

namespace Sisk.Sse.Hosting;

/// <summary>Asks a client to come back when its stream has been open for long enough.</summary>
internal sealed class ConnectionAge(HttpRequestEventSource source, EventStreamHost host) : IClocked
{
    public TimeSpan OnDue(SendBatch batch)
    {
        // Its handlers are the user's: the clock has others to wake.
        ThreadPool.UnsafeQueueUserWorkItem(static age => age.Drain(), this, preferLocal: false);
        return Timeout.InfiniteTimeSpan;
    }

    private void Drain() => source.Drain(host.NextRetry());
}
