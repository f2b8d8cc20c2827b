namespace Sisk.Sse.Backplane;

/// <summary>
/// The places that the database acknowledged, until they were read from the log. A log without them has lost events. All senders of a log
/// share them: a batch tells the log of one place, whichever sender appended it. Thread-safe.
/// </summary>
/// <param name="hasRead">Tells if a place was read.</param>
internal sealed class AcknowledgedPlaces(Predicate<EventLogPlace> hasRead)
{
    /// <summary>The largest number of places, each of another epoch. There are several only while an epoch begins.</summary>
    private const int Max = 4;

    private static readonly EventLogPlace _none = new("", 0);

    private readonly Lock _gate = new();

    /// <summary>The last place of each epoch. The log was told of the first one the longest time ago, or not at all.</summary>
    private readonly List<EventLogPlace> _places = [];

    /// <summary>Gets the place that the log is told of next; an empty epoch for none.</summary>
    internal EventLogPlace Next
    {
        get
        {
            lock (_gate)
            {
                // The place that was read covers an acknowledged one, even after its epoch was dropped from the log.
                _places.RemoveAll(hasRead);
                return _places.Count > 0 ? _places[0] : _none;
            }
        }
    }

    /// <summary>Adds the place of the last event of a batch.</summary>
    /// <param name="place">The place.</param>
    /// <param name="told">The place that the log was told of with the batch.</param>
    /// <param name="isSettled">
    /// True if the log has looked for that place. A log that recognizes a batch returns the batch's first place, and looks for nothing.
    /// </param>
    internal void Add(EventLogPlace place, EventLogPlace told, bool isSettled)
    {
        lock (_gate)
        {
            var wasWaiting = _places.Remove(told);
            Note(place);
            if (wasWaiting && !isSettled)
            {
                Note(told);
            }
        }
    }

    /// <summary>
    /// Notes the later place of an epoch. Batches that are appended at the same time may be acknowledged in another order.
    /// </summary>
    private void Note(EventLogPlace place)
    {
        var same = _places.FindIndex(known => known.Epoch == place.Epoch);
        if (same >= 0)
        {
            _places[same] = _places[same].Sequence > place.Sequence ? _places[same] : place;
        }
        else if (_places.Count < Max)
        {
            _places.Add(place);
        }
    }
}
