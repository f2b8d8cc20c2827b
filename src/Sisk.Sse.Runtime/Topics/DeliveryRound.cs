using System.Runtime.InteropServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Topics;

/// <summary>
/// The connections to which the events of one round are written. Several workers claim parts of it. A worker may keep a reference to a
/// round that has ended and been begun again: its next claim is one of the new round.
/// </summary>
internal sealed class DeliveryRound
{
    private List<Connection> _targets = [];
    private int _unclaimed;
    private int _unwritten;

    /// <summary>Gets the number of connections that no worker has claimed.</summary>
    internal int Unclaimed => Volatile.Read(ref _unclaimed);

    /// <summary>Gets the number of events that were queued in the topic before the round began.</summary>
    internal long EventsBefore { get; private set; }

    /// <summary>Gets the counts of the round; null for none.</summary>
    internal RoundCounts? Counts { get; private set; }

    /// <summary>Gets a value indicating whether all connections of the round have been written to. Set under the topic's lock.</summary>
    internal bool HasEnded { get; private set; } = true;

    /// <summary>Begins the round. Called under the topic's lock, when the round has ended.</summary>
    /// <param name="targets">The connections. An empty list takes its place.</param>
    /// <param name="eventsBefore">The number of events that were queued in the topic so far.</param>
    /// <param name="counts">The counts of the round; null for none.</param>
    internal void Begin(ref List<Connection> targets, long eventsBefore, RoundCounts? counts)
    {
        (targets, _targets) = (_targets, targets);
        (EventsBefore, Counts, HasEnded) = (eventsBefore, counts, false);
        _unwritten = _targets.Count;

        // Last, because workers claim without the lock.
        Volatile.Write(ref _unclaimed, _targets.Count);
    }

    /// <summary>Claims connections for the calling worker, which must call <see cref="EndWrites"/> when it has written to them.</summary>
    /// <param name="max">The maximum number of connections.</param>
    /// <param name="targets">The connections.</param>
    /// <returns>True if there were any.</returns>
    internal bool TryClaim(int max, out ReadOnlySpan<Connection> targets)
    {
        for (var unclaimed = Unclaimed; unclaimed > 0;)
        {
            var rest = Math.Max(0, unclaimed - max);
            var seen = Interlocked.CompareExchange(ref _unclaimed, rest, unclaimed);
            if (seen == unclaimed)
            {
                // From here on, the round cannot end before EndWrites.
                targets = CollectionsMarshal.AsSpan(_targets).Slice(_targets.Count - unclaimed, unclaimed - rest);
                return true;
            }

            unclaimed = seen;
        }

        targets = default;
        return false;
    }

    /// <summary>Notes that the worker has written to connections that it had claimed.</summary>
    /// <returns>True if they were the last of the round. The caller must then end it.</returns>
    internal bool EndWrites(int count) => Interlocked.Add(ref _unwritten, -count) == 0;

    /// <summary>Ends the round and releases its connections. Called under the topic's lock.</summary>
    internal void End()
    {
        _targets.Clear();
        (Counts, HasEnded) = (null, true);
    }
}
