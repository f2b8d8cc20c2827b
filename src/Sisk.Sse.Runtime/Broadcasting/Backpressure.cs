using Sisk.Sse.Delivery;

namespace Sisk.Sse.Broadcasting;

/// <summary>
/// Slows a broadcaster down that is faster than those it broadcasts to, so that a burst fills nobody's queue, and yet no client can stop it.
/// Where many of an event's targets are behind, it waits for them. Few it grants a tenth of its time, all together and a little at once. Whoever's write has
/// been under way for longer than a busy machine needs to come round to it is not waited for: a client that does not read is left to
/// its queue and its overflow policy.
/// </summary>
internal sealed class Backpressure(TimeProvider time)
{
    private const int ManyPart = 8;
    private const int TimeForEachWaited = 9;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patienceForEach = TimeSpan.FromMilliseconds(0.1);
    private static readonly TimeSpan _forFewAtOnce = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(1);

    private long _fewNotBefore = long.MinValue;

    /// <summary>How long a write may be under way until its client is to blame, where the machine writes to that many; also the longest that one broadcast waits.</summary>
    internal static TimeSpan PatienceFor(int targets) => _patience + (_patienceForEach * targets);

    /// <summary>Whether a broadcaster whose event went to some that are behind is to wait.</summary>
    internal bool IsDue(int behind, int targets, long now) =>
        behind > 0 && (AreMany(behind, targets) || now >= Volatile.Read(ref _fewNotBefore));

    /// <summary>Completes when nobody that is waited for is behind, when the patience is at its end, or when the wait is cancelled. Never faults.</summary>
    internal async Task WaitAsync(Connection[] targets, CancellationToken cancellationToken)
    {
        var patience = PatienceFor(targets.Length);
        var began = time.GetTimestamp();
        var (now, forFew) = (began, TimeSpan.Zero);
        do
        {
            var behind = Count(targets, now, patience);
            var isForFew = !AreMany(behind, targets.Length);
            if (behind == 0 || (isForFew && (forFew >= _forFewAtOnce || now < Volatile.Read(ref _fewNotBefore))))
            {
                break;
            }

            await Task.Delay(_step, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var before = now;
            now = time.GetTimestamp();
            forFew += isForFew ? time.GetElapsedTime(before, now) : TimeSpan.Zero;
        }
        while (!cancellationToken.IsCancellationRequested && time.GetElapsedTime(began, now) < patience);

        if (forFew > TimeSpan.Zero)
        {
            var pause = forFew * TimeForEachWaited;
            Volatile.Write(ref _fewNotBefore, now + (long)(pause.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>More than an eighth, and more than one unless it is the only one.</summary>
    private static bool AreMany(int behind, int targets) => behind * ManyPart > targets && (behind > 1 || targets == 1);

    /// <summary>How many are behind, counted until they are many.</summary>
    private static int Count(Connection[] targets, long now, TimeSpan patience)
    {
        var behind = 0;
        foreach (var target in targets)
        {
            if (target.IsBehind(now, patience) && AreMany(++behind, targets.Length))
            {
                break;
            }
        }

        return behind;
    }
}
