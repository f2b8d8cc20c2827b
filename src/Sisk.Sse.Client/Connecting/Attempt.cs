using System.Diagnostics;

namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// One connection, which is abandoned when the server is silent for too long. A timer checks the time of the last read, so that a read does
/// not have to restart it.
/// </summary>
internal sealed class Attempt : IDisposable
{
    private const long NotWaiting = 0;

    /// <summary>The longest time of silence. Timers do not support much more.</summary>
    private static readonly TimeSpan _longestSilence = TimeSpan.FromDays(49);

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;
#if NET
    private readonly TimeProvider _time;
    private ITimer? _timer;
#else
    private Timer? _timer;
#endif
    private long _waitingSince = NotWaiting;
    private long _silenceTicks;

    internal Attempt(EventStreamClientOptions options, TimeSpan pingInterval, CancellationToken cancellationToken)
    {
        _registration = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), _source);
#if NET
        _time = options.TimeProvider;
#endif
        ExpectPings(pingInterval);
    }

    internal CancellationToken Token => _source.Token;

    /// <summary>Sets the time of silence after which the connection is abandoned.</summary>
    /// <param name="interval">The server's ping interval; infinite for no pings.</param>
    internal void ExpectPings(TimeSpan interval)
    {
        var silence = interval <= TimeSpan.Zero ? TimeSpan.Zero
            : interval < _longestSilence - interval ? interval + interval
            : _longestSilence;
        if (Interlocked.Exchange(ref _silenceTicks, silence.Ticks) == silence.Ticks)
        {
            return;
        }

        _timer?.Dispose();
#if NET
        _timer = silence > TimeSpan.Zero ? _time.CreateTimer(Check, this, silence, Timeout.InfiniteTimeSpan) : null;
#else
        _timer = silence > TimeSpan.Zero ? new Timer(Check, this, silence, Timeout.InfiniteTimeSpan) : null;
#endif
    }

    /// <summary>Begins to wait for the server.</summary>
    internal void ExpectBytes() => Volatile.Write(ref _waitingSince, Now());

    /// <summary>Ends the wait while the caller processes events.</summary>
    internal void StopExpecting() => Volatile.Write(ref _waitingSince, NotWaiting);

    /// <summary>Abandons the connection.</summary>
    internal void Abort() => Cancel(_source);

    /// <summary>Cancels everything that waits with a token.</summary>
    internal static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException)
        {
            // A function that a handler of the HttpClient registered at the token has failed. The connection is cut all the same, and
            // on a timer's thread an exception would end the process.
        }
    }

    /// <summary>
    /// Returns true if an exception of a request or a read means that the connection has ended. A handler of the HttpClient may have
    /// wrapped the reason in an exception of its own, as those for resilience do.
    /// </summary>
    internal static bool IsBroken(Exception exception)
    {
        for (var reason = exception; reason is not null; reason = reason.InnerException)
        {
            if (reason is HttpRequestException or IOException or InvalidDataException or OperationCanceledException or TimeoutException)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the reason why a connection has ended. The exceptions of an abandoned connection do not name it.</summary>
    internal Exception ReasonOf(Exception exception) =>
        Token.IsCancellationRequested ? new TimeoutException("The server was silent for too long.", exception) : exception;

    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Dispose();
        _source.Dispose();
    }

    private static void Check(object? state) => ((Attempt)state!).Check();

    private void Check()
    {
        try
        {
            var silence = TimeSpan.FromTicks(Volatile.Read(ref _silenceTicks));
            var since = Volatile.Read(ref _waitingSince);
            var left = since == NotWaiting ? silence : silence - Elapsed(since);
            if (silence == TimeSpan.Zero)
            {
                return;
            }

            if (left <= TimeSpan.Zero)
            {
                Abort();
            }
            else
            {
                // At least the resolution of a timer, or it would fire again at once.
                _timer?.Change(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended in the meantime.
        }
    }

#if NET
    private long Now() => _time.GetTimestamp() | 1;

    private TimeSpan Elapsed(long since) => _time.GetElapsedTime(since);
#else
    private static long Now() => Stopwatch.GetTimestamp() | 1;

    private static TimeSpan Elapsed(long since) => TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - since) / (double)Stopwatch.Frequency);
#endif
}
