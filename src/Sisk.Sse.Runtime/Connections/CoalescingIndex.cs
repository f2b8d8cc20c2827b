using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>
/// Indexes queued events by name and key, so that the event that a new one replaces is found without a search. A replaced frame stays in
/// the queue and is skipped when it is first. Not thread-safe.
/// </summary>
internal sealed class CoalescingIndex
{
    private readonly Dictionary<(string? EventName, string? Key), Frame> _latest = [];
    private readonly HashSet<Frame> _replaced = new(ReferenceEqualityComparer.Instance);

    /// <summary>Gets the number of replaced frames that are still in the queue.</summary>
    internal int ReplacedCount => _replaced.Count;

    /// <summary>Adds a queued frame.</summary>
    internal void Add(Frame frame)
    {
        if (frame.IsEvent)
        {
            _latest[(frame.EventName, frame.Key)] = frame;
        }
    }

    /// <summary>Marks the queued event with the same name and key as replaced, and returns it; null if there is none.</summary>
    internal Frame? Replace(Frame frame)
    {
        if (!_latest.Remove((frame.EventName, frame.Key), out var queued))
        {
            return null;
        }

        _replaced.Add(queued);
        return queued;
    }

    /// <summary>Removes a frame from the replaced ones.</summary>
    /// <returns>True if the frame was replaced.</returns>
    internal bool RemoveReplaced(Frame frame) => _replaced.Remove(frame);

    /// <summary>Removes a frame that was taken from the queue.</summary>
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
