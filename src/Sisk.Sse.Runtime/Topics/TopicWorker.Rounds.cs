using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Topics;

/// <content>Begins, ends and reports rounds.</content>
internal sealed partial class TopicWorker
{
    /// <summary>
    /// The maximum number of threads for the current round. In a burst, a broadcaster keeps one processor busy, and clients on this machine
    /// would get their turns later.
    /// </summary>
    private int MaxThreads => _rounds.IsBurst ? Math.Max(1, threads.Max - 1) : threads.Max;

    /// <summary>
    /// Ends a round, and begins the next one if connections are queued and the current round is claimed. If there is nothing to do, the
    /// worker ends under the same lock, so that no event can be queued in between and stay unwritten.
    /// </summary>
    /// <param name="ended">The round of which the worker has written the last connections; null for none.</param>
    /// <returns>True if the worker must continue.</returns>
    private bool TryContinue(DeliveryRound? ended)
    {
        RoundCounts? done, rest = null;
        bool mustContinue;
        lock (Gate)
        {
            done = ended?.Counts;
            if (ended is not null)
            {
                _rounds.End(ended);
            }

            if (_rounds.Current.Unclaimed > 0)
            {
                mustContinue = _workers <= MaxThreads;
            }
            else if (_queued.Count > 0)
            {
                _rounds.Begin(ref _queued, counts?.Take());
                mustContinue = true;
            }
            else
            {
                // Events for connections that were being written to anyway are in no round.
                rest = counts?.Take();
                mustContinue = false;
            }

            _workers -= mustContinue ? 0 : 1;
            if (_workers == 0)
            {
                _idleSince = time.GetTimestamp();
                _run.End();
            }

            _rounds.UpdateRoom();
        }

        Report(done);
        Report(rest);
        return mustContinue;
    }

    /// <summary>
    /// Takes the counts of events that no worker will report: those whose targets all wait for their clients or have dropped them. Called
    /// under the lock.
    /// </summary>
    /// <returns>The counts, for <see cref="Report"/>; null if there are none.</returns>
    internal RoundCounts? TakeUnreported() => _workers == 0 && counts?.Take() is { } taken ? taken with { Began = null } : null;

    /// <summary>Reports counts. Called outside of the lock.</summary>
    internal void Report(RoundCounts? round)
    {
        if (round is not null)
        {
            counts!.Report(round);
        }
    }
}
