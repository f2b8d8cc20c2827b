namespace Sisk.Sse.Connections;

/// <summary>The work on a connection that its topic's worker has to do.</summary>
[Flags]
internal enum WorkerTasks : byte
{
    None = 0,

    /// <summary>Start the pump.</summary>
    Write = 1,

    /// <summary>Abort the connection, because its queue has overflowed.</summary>
    Abort = 2,
}
