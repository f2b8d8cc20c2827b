using Sisk.Sse.Connections.Timing;

namespace Sisk.Sse.Topics;

/// <summary>
/// The time for which the broadcasters of one stream may wait for its clients: a tenth of the elapsed time, of which up to 100 ms
/// accumulate. Concurrent waits are charged once, so the number of broadcasters and clients does not matter. Thread-safe.
/// </summary>
internal sealed class PacingBudget(TimeProvider time)
{
    private const int AccrualDivisor = 10;
    private static readonly TimeSpan _maxAccumulated = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The time that must accumulate before a spent budget is used again, since a timer waits for at least a millisecond.
    /// </summary>
    private static readonly TimeSpan _minToResume = TimeSpan.FromMilliseconds(5);

    /// <summary>The maximum wait of one broadcast: half of the documented limit, since timers are late on a busy machine.</summary>
    private static readonly TimeSpan _maxWait = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private TimeSpan _remaining = _maxAccumulated;
    private long _updatedAt = time.GetTimestamp();
    private long _notBefore = long.MinValue;
    private int _waiting;

    /// <summary>Returns true if the budget is spent at a time. Takes no lock.</summary>
    internal bool IsSpent(long now) => now < Volatile.Read(ref _notBefore);

    /// <summary>Begins a wait. <see cref="End"/> must follow unless the result is zero.</summary>
    /// <returns>The maximum duration of the wait.</returns>
    internal TimeSpan Begin()
    {
        lock (_gate)
        {
            Update();
            if (_remaining < (_waiting == 0 ? _minToResume : TimeSpan.FromMilliseconds(1)))
            {
                return TimeSpan.Zero;
            }

            _waiting++;
            return _remaining < _maxWait ? _remaining : _maxWait;
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            Update();
            _waiting--;
        }
    }

    private void Update()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_updatedAt, now);
        _updatedAt = now;
        _remaining = _waiting > 0 ? _remaining - elapsed : Durations.Min(_remaining + (elapsed / AccrualDivisor), _maxAccumulated);
        if (_remaining < _minToResume)
        {
            var pause = (_minToResume - _remaining).TotalSeconds * AccrualDivisor;
            Volatile.Write(ref _notBefore, now + (long)(pause * time.TimestampFrequency));
        }
    }
}
