namespace Sisk.Sse.Sessions;

/// <summary>The last connections that have ended. Kept only if an inspector is mapped. Thread-safe.</summary>
internal sealed class EndedConnections
{
    internal const int Capacity = 200;

    private readonly RecentList<ConnectionRecord> _records = new(Capacity);
    private long _numbers;

    /// <summary>Returns a number for a connection that opens.</summary>
    internal long NextNumber() => Interlocked.Increment(ref _numbers);

    internal void Add(ConnectionRecord record) => _records.Add(record);

    /// <inheritdoc cref="RecentList{T}.GetAfter"/>
    internal ConnectionRecord[] GetAfter(ref long position) => _records.GetAfter(ref position);
}
