using Sisk.Sse.Connections;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Topics;

/// <summary>
/// The rounds of a topic, and the room for further events. A round may begin while a worker still writes the last connections of an earlier
/// one. Not thread-safe, except where a member says so; the topic locks.
/// </summary>
internal sealed class DeliveryRounds
{
    /// <summary>
    /// The number of events that may be queued from the beginning of the oldest unfinished round. A connection therefore gets at most twice
    /// as many events before its write.
    /// </summary>
    internal const int MaxUnwritten = 128;

    /// <summary>The number of events since the round before from which a round is that of a burst.</summary>
    private const int MinBurst = MaxUnwritten / 2;

    private readonly List<DeliveryRound> _unfinished = [];
    private readonly Stack<DeliveryRound> _ended = [];
    private DeliveryRound _current = new();
    private TaskCompletionSource? _room;
    private long _events;
    private long _roomFrom;
    private long _burstFrom;

    /// <summary>Gets the round that began last. Thread-safe.</summary>
    internal DeliveryRound Current => Volatile.Read(ref _current);

    /// <summary>
    /// Gets a value indicating whether the current round has so many events that broadcasters are about to keep a processor busy.
    /// </summary>
    internal bool IsBurst { get; private set; }

    /// <summary>Gets a value indicating whether a further event can be queued.</summary>
    internal bool HasRoom => _events - _roomFrom < MaxUnwritten;

    /// <summary>Returns a task that completes when there is room.</summary>
    internal Task WaitForRoomAsync()
    {
        _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _room.Task;
    }

    /// <summary>Counts an event that was queued.</summary>
    /// <param name="isIdle">A value that indicates whether no worker runs. Such an event takes no room.</param>
    internal void AddEvent(bool isIdle)
    {
        _events++;
        if (isIdle)
        {
            (_roomFrom, _burstFrom, IsBurst) = (_events, _events, false);
        }
    }

    /// <summary>Begins a round. Called when the current one has no unclaimed connections.</summary>
    /// <param name="queued">The connections. An empty list takes its place.</param>
    /// <param name="counts">The counts of the round; null for none.</param>
    internal void Begin(ref List<Connection> queued, RoundCounts? counts)
    {
        if (!_ended.TryPop(out var round))
        {
            round = new DeliveryRound();
        }

        round.Begin(ref queued, _events, counts);
        (IsBurst, _burstFrom) = (_events - _burstFrom >= MinBurst, _events);
        _unfinished.Add(round);
        Volatile.Write(ref _current, round);
    }

    /// <summary>Ends a round of which all connections have been written to.</summary>
    internal void End(DeliveryRound round)
    {
        round.End();
        while (_unfinished.Count > 0 && _unfinished[0].HasEnded)
        {
            _ended.Push(_unfinished[0]);
            _unfinished.RemoveAt(0);
        }
    }

    /// <summary>Gives room to further events. Called by each worker that has looked for connections to write to.</summary>
    internal void UpdateRoom()
    {
        _roomFrom = _unfinished.Count > 0 ? _unfinished[0].EventsBefore : _events;
        if (HasRoom)
        {
            _room?.TrySetResult();
            _room = null;
        }
    }
}
