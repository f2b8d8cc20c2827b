namespace Sisk.Sse.Testing.Logs;

/// <summary>The epochs of one log in memory, and the sequence of its latest event.</summary>
internal sealed class MemoryEpochs
{
    /// <summary>The text in place of the previous epoch if events were lost before a batch.</summary>
    private const string Lost = "-";

    /// <summary>Latest first.</summary>
    private readonly List<EventLogPlace> _places = [];

    /// <summary>The epochs whose loss is settled: no client can resume from them.</summary>
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    internal long Sequence { get; set; }

    internal string Current => _places[0].Epoch;

    internal EventLogPlace[] ToArray() => [.. _places];

    /// <summary>Begins an epoch if the log is new, or if it lacks a place that a server has seen.</summary>
    /// <returns>The epoch before; a text that is no epoch if events were lost.</returns>
    internal string Settle(string newEpoch, params ReadOnlySpan<EventLogPlace> seen)
    {
        var isLost = false;
        foreach (var place in seen)
        {
            isLost |= IsLost(place);
        }

        if (_places.Count > 0 && !isLost)
        {
            return Current;
        }

        var isNew = _places.Count == 0;
        _gone.UnionWith(_places.Select(static place => place.Epoch));
        foreach (var place in seen)
        {
            if (place.Epoch.Length > 0)
            {
                _gone.Add(place.Epoch);
            }
        }

        _places.Clear();
        _places.Add(new EventLogPlace(newEpoch, Sequence));
        return isNew ? newEpoch : Lost;
    }

    internal void Clear()
    {
        _places.Clear();
        _gone.Clear();
        Sequence = 0;
    }

    private bool IsLost(EventLogPlace seen)
    {
        if (seen.Epoch.Length == 0 || seen.Sequence == 0)
        {
            return false;
        }

        var end = Sequence;
        foreach (var place in _places)
        {
            if (place.Epoch == seen.Epoch)
            {
                return seen.Sequence > end;
            }

            end = Math.Min(end, place.Sequence);
        }

        return _places.Count > 0 && !_gone.Contains(seen.Epoch);
    }
}
