namespace Sisk.Sse.Client.Connecting;

/// <summary>The time before a reconnect: the server's own or the client's, doubled for each failure, with jitter.</summary>
internal sealed class ReconnectDelay(EventStreamClientOptions options)
{
    private const double MaxJitter = 0.5;
    private const int MaxDoublings = 20;

    /// <summary>The delay that doubles if the server or the options set zero, which could not grow.</summary>
    private static readonly TimeSpan _insteadOfNone = TimeSpan.FromMilliseconds(100);

#if !NET
    private readonly Random _random = new();
#endif
    private TimeSpan _retry = options.Retry;
    private int _failures;

    /// <summary>Notes the outcome of a connection.</summary>
    internal void Take(TimeSpan retry, bool hasData)
    {
        _retry = retry >= TimeSpan.Zero ? retry : _retry;
        _failures = hasData ? -1 : _failures;
    }

    internal Task WaitAsync(TimeSpan retryAfter, CancellationToken cancellationToken)
    {
        var longest = options.MaxRetry > _retry ? options.MaxRetry : _retry;
        var first = _failures >= 0 && _retry < TimeSpan.FromMilliseconds(1) ? _insteadOfNone : _retry;
        var doubled = first.TotalMilliseconds * (1L << Math.Min(Math.Max(_failures, 0), MaxDoublings));
        var time = Math.Max(retryAfter.TotalMilliseconds, Math.Min(doubled, longest.TotalMilliseconds));
        _failures++;
        var delay = TimeSpan.FromMilliseconds(Math.Min(time * (1 + (NextRandom() * MaxJitter)), int.MaxValue));
#if NET
        return Task.Delay(delay, options.TimeProvider, cancellationToken);
#else
        return Task.Delay(delay, cancellationToken);
#endif
    }

#if NET
    private static double NextRandom() => Random.Shared.NextDouble();
#else
    private double NextRandom() => _random.NextDouble();
#endif
}
