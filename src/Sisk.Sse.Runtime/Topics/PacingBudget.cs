namespace Sisk.Sse.Topics;

/// <summary>
/// The time that the broadcasters of one stream may wait for its clients: a tenth of the stream's time, of which 100 ms can be saved up.
/// Waits at the same time are charged once, so that neither many broadcasters nor many clients make it more. Thread-safe.
/// </summary>
internal sealed class PacingBudget(TimeProvider time)
{
    private const int Part = 10;
    private static readonly TimeSpan _mostSaved = TimeSpan.FromMilliseconds(100);

    /// <summary>A spent budget is left alone until this much is saved, since a timer waits for a millisecond at least.</summary>
    private static readonly TimeSpan _leastWorthIt = TimeSpan.FromMilliseconds(5);

    /// <summary>The longest wait of one broadcast. Half of what is promised, since a busy machine wakes a timer late.</summary>
    private static readonly TimeSpan _mostAtOnce = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private TimeSpan _left = _mostSaved;
    private long _settledAt = time.GetTimestamp();
    private long _notBefore = long.MinValue;
    private int _waiting;

    /// <summary>Gets a value indicating whether nothing is left to wait at a time. Takes no lock.</summary>
    internal bool IsSpent(long now) => now < Volatile.Read(ref _notBefore);

    /// <summary>Begins a wait, which <see cref="End"/> must follow unless it is zero.</summary>
    /// <returns>How long the wait may be.</returns>
    internal TimeSpan Begin()
    {
        lock (_gate)
        {
            Settle();
            if (_left < (_waiting == 0 ? _leastWorthIt : TimeSpan.FromMilliseconds(1)))
            {
                return TimeSpan.Zero;
            }

            _waiting++;
            return _left < _mostAtOnce ? _left : _mostAtOnce;
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            Settle();
            _waiting--;
        }
    }

    private void Settle()
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_settledAt, now);
        _settledAt = now;
        _left = _waiting > 0 ? _left - passed : Least(_left + (passed / Part), _mostSaved);
        if (_left < _leastWorthIt)
        {
            Volatile.Write(ref _notBefore, now + (long)((_leastWorthIt - _left).TotalSeconds * Part * time.TimestampFrequency));
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
