using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Sessions;

/// <summary>Asks a client to reconnect when its stream has been open for long enough.</summary>
internal sealed class ConnectionAge(HttpRequestEventSource source, SessionHost host) : IClocked
{
    public TimeSpan OnDue(SendBatch batch)
    {
        source.Drain(host.Options.NextRetry(), CloseReason.Expired);
        return Timeout.InfiniteTimeSpan;
    }
}
