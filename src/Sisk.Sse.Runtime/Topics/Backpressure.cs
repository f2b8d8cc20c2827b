using Sisk.Sse.Connections;

namespace Sisk.Sse.Topics;

/// <summary>
/// Paces a broadcaster that is faster than its clients, so that a burst fills nobody's queue. While many of an event's targets are behind, it
/// waits for them; for few, a little. All waits of a stream together are bounded by a <see cref="PacingBudget"/>. A client whose write has been
/// under way for longer than a busy machine needs is not waited for: it does not read, and is left to its queue and its overflow policy.
/// </summary>
internal sealed class Backpressure(TimeProvider time, bool isOn = true) : ICatchUpObserver
{
    private const int ManyPart = 8;
    private const int TimeForEachWaited = 9;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patienceForEach = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan _forFewAtOnce = TimeSpan.FromMilliseconds(5);

    /// <summary>The least that a timer waits.</summary>
    private static readonly TimeSpan _leastWait = TimeSpan.FromMilliseconds(1);

    private readonly PacingBudget _budget = new(time);
    private readonly Lock _gate = new();
    private readonly List<CatchUp> _waits = [];
    private long _fewNotBefore = long.MinValue;

    /// <summary>Gets how long a write may be under way until its client is to blame, where the machine writes to that many.</summary>
    internal static TimeSpan PatienceFor(int targets) => _patience + (_patienceForEach * targets);

    /// <summary>Whether a broadcaster whose event went to some that are behind is to wait.</summary>
    internal bool IsDue(int behind, int targets, long now) =>
        behind > 0 && isOn && !_budget.IsSpent(now) && (AreMany(behind, targets) || now >= Volatile.Read(ref _fewNotBefore));

    /// <summary>Completes when nobody that is waited for is behind, when the budget is spent, or when the wait is cancelled. Never faults.</summary>
    internal Task WaitAsync(Connection[] targets, CancellationToken cancellationToken)
    {
        var limit = _budget.Begin();
        return limit > TimeSpan.Zero ? WaitAsync(targets, limit, cancellationToken) : Task.CompletedTask;
    }

    void ICatchUpObserver.OnCaughtUp()
    {
        lock (_gate)
        {
            _waits.ForEach(static wait => wait.Note());
        }
    }

    private async Task WaitAsync(Connection[] targets, TimeSpan limit, CancellationToken cancellationToken)
    {
        var patience = PatienceFor(targets.Length);
        var began = time.GetTimestamp();
        var (now, forFew) = (began, TimeSpan.Zero);
        do
        {
            // Listens before it counts, so that whoever catches up in between is not waited for.
            var wait = new CatchUp();
            Add(wait);
            var (behind, atMost) = Count(targets, now, patience);
            var isForFew = !AreMany(behind, targets.Length);
            if (behind == 0 || (isForFew && (forFew >= _forFewAtOnce || now < Volatile.Read(ref _fewNotBefore))))
            {
                Remove(wait);
                break;
            }

            atMost = Least(atMost, limit - time.GetElapsedTime(began, now));
            if (isForFew)
            {
                atMost = Least(atMost, _forFewAtOnce - forFew);
            }

            var caughtUp = wait.Expect(isForFew ? behind : behind - Few(targets.Length));
            await caughtUp.WaitAsync(atMost < _leastWait ? _leastWait : atMost, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Remove(wait);
            var before = now;
            now = time.GetTimestamp();
            forFew += isForFew ? time.GetElapsedTime(before, now) : TimeSpan.Zero;
        }
        while (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(began, now) < limit);

        _budget.End();
        if (forFew > TimeSpan.Zero)
        {
            var pause = forFew * TimeForEachWaited;
            Volatile.Write(ref _fewNotBefore, now + (long)(pause.TotalSeconds * time.TimestampFrequency));
        }
    }

    private static bool AreMany(int behind, int targets) => behind > Few(targets);

    /// <summary>An eighth, and one in any case unless it is the only one.</summary>
    private static int Few(int targets) => targets == 1 ? 0 : Math.Max(1, targets / ManyPart);

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>How many are behind, and the time after which the first of them is to blame for it.</summary>
    private (int Behind, TimeSpan AtMost) Count(Connection[] targets, long now, TimeSpan patience)
    {
        var (behind, atMost) = (0, patience);
        foreach (var target in targets)
        {
            if (target.IsBehind(now, patience, this, out var left))
            {
                behind++;
                atMost = Least(atMost, left);
            }
        }

        return (behind, atMost);
    }

    private void Add(CatchUp wait)
    {
        lock (_gate)
        {
            _waits.Add(wait);
        }
    }

    private void Remove(CatchUp wait)
    {
        lock (_gate)
        {
            _waits.Remove(wait);
        }
    }
}
