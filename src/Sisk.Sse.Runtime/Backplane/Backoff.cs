using Sisk.Sse.Connections.Timing;

namespace Sisk.Sse.Backplane;

/// <summary>Exponential backoff with jitter, from 50 milliseconds to 2 seconds.</summary>
internal sealed class Backoff(TimeProvider time)
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);
    private TimeSpan _next = _first;

    internal void Reset() => _next = _first;

    internal Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = _next * (0.5 + Random.Shared.NextDouble());
        _next = Durations.Min(_next * 2, _longest);
        return Task.Delay(wait, time, cancellationToken);
    }
}
