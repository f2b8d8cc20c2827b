using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>The epochs of a log, latest first.</summary>
internal sealed class LogEpochs
{
    private readonly EventLogPlace[] _places;

    internal LogEpochs(IReadOnlyList<EventLogPlace> places)
    {
        _places = [.. places];
        Current = _places[0].Epoch;
        History = new EpochHistory([.. _places.Reverse().Select(static place => (place.Epoch, place.Sequence))]);
    }

    internal string Current { get; }

    internal EpochHistory History { get; }

    internal bool EqualTo(IReadOnlyList<EventLogPlace> places) => _places.SequenceEqual(places);

    /// <summary>Returns true if the log still holds everything up to a place that was seen.</summary>
    internal bool Contain(string epoch, long sequence) => History.Holds(epoch, sequence);

    internal LogEpochs With(string epoch, long after) => new([new EventLogPlace(epoch, after), .. _places]);
}
