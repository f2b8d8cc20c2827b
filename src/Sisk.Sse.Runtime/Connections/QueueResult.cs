namespace Sisk.Sse.Connections;

/// <summary>What became of a frame that was offered to a connection's queue.</summary>
internal enum QueueResult
{
    Added,
    Dropped,
    Overflowed,
}
