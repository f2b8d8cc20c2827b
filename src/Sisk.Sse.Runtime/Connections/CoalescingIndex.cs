using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// The waiting events by name and key, so that the one which a new event replaces is found without a look at each. A replaced frame
/// stays in the queue until its turn, and is then left out. Not thread-safe.
/// </summary>
internal sealed class CoalescingIndex
{
    private readonly Dictionary<(string? EventName, string? Key), Frame> _latest = [];
    private readonly HashSet<Frame> _replaced = new(ReferenceEqualityComparer.Instance);

    /// <summary>Gets the number of frames that are still in the queue and will be left out.</summary>
    internal int ReplacedCount => _replaced.Count;

    /// <summary>Adds a frame that was queued.</summary>
    internal void Add(Frame frame)
    {
        if (frame.IsEvent)
        {
            _latest[(frame.EventName, frame.Key)] = frame;
        }
    }

    /// <summary>Marks the event that waits under the same name and key as replaced. Returns null if there is none.</summary>
    internal Frame? Replace(Frame frame)
    {
        if (!_latest.Remove((frame.EventName, frame.Key), out var waiting))
        {
            return null;
        }

        _replaced.Add(waiting);
        return waiting;
    }

    /// <summary>Forgets a replaced frame whose turn has come.</summary>
    /// <returns>False if the frame was not replaced.</returns>
    internal bool Drop(Frame frame) => _replaced.Remove(frame);

    /// <summary>Forgets a frame that leaves the queue for its client.</summary>
    internal void Remove(Frame frame)
    {
        if (frame.IsEvent && _latest.TryGetValue((frame.EventName, frame.Key), out var latest) && ReferenceEquals(latest, frame))
        {
            _latest.Remove((frame.EventName, frame.Key));
        }
    }

    internal void Clear()
    {
        _latest.Clear();
        _replaced.Clear();
    }
}
