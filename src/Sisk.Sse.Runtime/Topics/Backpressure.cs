using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;

namespace Sisk.Sse.Topics;

/// <summary>
/// Slows down broadcasters that are faster than their clients, so that a burst does not overflow queues. A broadcaster waits while more
/// than a minority of an event's targets is behind, and only briefly for a minority. A <see cref="PacingBudget"/> limits all waits of a
/// stream. A client whose write takes longer than the grace period does not read: it is not waited for, and its overflow policy applies.
/// Broadcasters with the same targets share one wait, which only these targets end.
/// </summary>
internal sealed class Backpressure(TimeProvider time, bool isOn)
{
    /// <summary>The divisor of the number of targets for the largest number of clients that is a minority.</summary>
    private const int MinorityDivisor = 8;

    /// <summary>The time without waits for a minority after such a wait, as a multiple of its duration.</summary>
    private const int MinorityPauseFactor = 9;

    private static readonly TimeSpan _baseGracePeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _gracePeriodPerTarget = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan _maxMinorityWait = TimeSpan.FromMilliseconds(5);

    /// <summary>The resolution of a timer.</summary>
    private static readonly TimeSpan _minTimerDelay = TimeSpan.FromMilliseconds(1);

    private readonly PacingBudget _budget = new(time);
    private readonly Lock _gate = new();
    private readonly Dictionary<Connection[], CatchUpWait> _waits = new(ReferenceEqualityComparer.Instance);
    private long _minorityNotBefore = long.MinValue;

    /// <summary>
    /// Gets the time after which a pending write shows that its client does not read. It grows with the number of connections to write to.
    /// </summary>
    internal static TimeSpan GetGracePeriod(int targets) => _baseGracePeriod + (_gracePeriodPerTarget * targets);

    /// <summary>Returns true if a broadcaster must wait, given the number of an event's targets that are behind.</summary>
    internal bool MustWait(int behind, int targets, long now) =>
        behind > 0 && isOn && !_budget.IsSpent(now) && (ExceedsMinority(behind, targets) || now >= Volatile.Read(ref _minorityNotBefore));

    /// <summary>Waits for targets that are behind.</summary>
    /// <param name="targets">The targets, in the same array as long as they are the same.</param>
    /// <param name="cancellationToken">A token that ends the wait.</param>
    /// <returns>
    /// A task that completes when enough targets have caught up, the budget is spent or the token is canceled. It never faults.
    /// </returns>
    internal Task WaitAsync(Connection[] targets, CancellationToken cancellationToken)
    {
        var (wait, limit) = JoinOrBegin(targets);
        if (limit > TimeSpan.Zero)
        {
            _ = RunAsync(wait!, targets, limit);
        }

        return wait is null ? Task.CompletedTask
            : cancellationToken.CanBeCanceled ? WaitForEndAsync(wait, cancellationToken)
            : wait.Ended;
    }

    private static async Task WaitForEndAsync(CatchUpWait wait, CancellationToken cancellationToken) =>
        await wait.Ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Gets the wait for these targets. A new one comes with its limit, and none if the budget is spent.</summary>
    private (CatchUpWait? Wait, TimeSpan Limit) JoinOrBegin(Connection[] targets)
    {
        lock (_gate)
        {
            if (_waits.TryGetValue(targets, out var running))
            {
                return (running, TimeSpan.Zero);
            }

            var limit = _budget.Begin();
            return limit > TimeSpan.Zero ? (_waits[targets] = new CatchUpWait(), limit) : default;
        }
    }

    private async Task RunAsync(CatchUpWait wait, Connection[] targets, TimeSpan limit)
    {
        var gracePeriod = GetGracePeriod(targets.Length);
        var began = time.GetTimestamp();
        var (now, minorityTime) = (began, TimeSpan.Zero);
        do
        {
            // Before the count, so that connections that catch up in between are noticed.
            wait.Restart();
            var (behind, delay) = Count(targets, now, gracePeriod, wait);
            var isMinority = !ExceedsMinority(behind, targets.Length);
            if (behind == 0 || (isMinority && (minorityTime >= _maxMinorityWait || now < Volatile.Read(ref _minorityNotBefore))))
            {
                break;
            }

            delay = Durations.Min(delay, limit - time.GetElapsedTime(began, now));
            if (isMinority)
            {
                delay = Durations.Min(delay, _maxMinorityWait - minorityTime);
            }

            delay = delay < _minTimerDelay ? _minTimerDelay : delay;
            var caughtUp = wait.WaitForAsync(isMinority ? behind : behind - GetMinority(targets.Length));
            await caughtUp.WaitAsync(delay, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var before = now;
            now = time.GetTimestamp();
            minorityTime += isMinority ? time.GetElapsedTime(before, now) : TimeSpan.Zero;
        }
        while (time.GetElapsedTime(began, now) < limit);

        End(wait, targets, now, minorityTime);
    }

    private void End(CatchUpWait wait, Connection[] targets, long now, TimeSpan minorityTime)
    {
        if (minorityTime > TimeSpan.Zero)
        {
            var pause = minorityTime * MinorityPauseFactor;
            Volatile.Write(ref _minorityNotBefore, now + (long)(pause.TotalSeconds * time.TimestampFrequency));
        }

        lock (_gate)
        {
            _budget.End();
            _waits.Remove(targets);
        }

        wait.End();
    }

    private static bool ExceedsMinority(int behind, int targets) => behind > GetMinority(targets);

    /// <summary>Gets the largest number of clients that is a minority: an eighth, and at least one of several.</summary>
    private static int GetMinority(int targets) => targets == 1 ? 0 : Math.Max(1, targets / MinorityDivisor);

    /// <summary>Counts the targets that are behind, and gets the time until the first of their grace periods ends.</summary>
    private static (int Behind, TimeSpan Remaining) Count(Connection[] targets, long now, TimeSpan gracePeriod, CatchUpWait wait)
    {
        var (behind, minRemaining) = (0, gracePeriod);
        foreach (var target in targets)
        {
            if (target.IsBehind(now, gracePeriod, wait, out var remaining))
            {
                behind++;
                minRemaining = Durations.Min(minRemaining, remaining);
            }
        }

        return (behind, minRemaining);
    }
}
