namespace Sisk.Sse.Runs;

/// <summary>
/// Tells from the log's answers whether clients of other servers follow a run. Followers announce themselves again and again, so the log
/// needs a while to know them all after an outage, or after it has lost its data. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="lifetime">The time for which the log keeps the run, and so its followers, after an answer.</param>
internal sealed class FollowerRecord(TimeProvider time, TimeSpan lifetime)
{
    /// <summary>The time in which a server reaches the log again and announces its followers.</summary>
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private bool _areThere;
    private bool _hasFailed;
    private long? _answeredAt;
    private long? _unsettledAt;

    /// <summary>Gets a value indicating whether there are followers; null if the log does not know at the moment.</summary>
    internal bool? Exist
    {
        get
        {
            lock (_gate)
            {
                if (_answeredAt is null || (_hasFailed && time.GetElapsedTime(_answeredAt.Value) >= lifetime))
                {
                    // No other server can know the run.
                    return false;
                }

                var isSettled = !_hasFailed && (_unsettledAt is null || time.GetElapsedTime(_unsettledAt.Value) >= _settling);
                return _areThere ? true : isSettled ? false : null;
            }
        }
    }

    internal void OnAnswered(RunStoreAnswer answer)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            (_answeredAt, _hasFailed, _areThere) = (now, false, answer.Seen is not null);
            _unsettledAt = _areThere ? now : _unsettledAt;
        }
    }

    internal void OnFailed()
    {
        lock (_gate)
        {
            (_hasFailed, _areThere, _unsettledAt) = (true, false, time.GetTimestamp());
        }
    }
}
