namespace Sisk.Sse.Connections;

/// <summary>The result of adding a frame to a connection's queue.</summary>
internal enum QueueResult
{
    Added,
    Dropped,
    Overflowed,
}
