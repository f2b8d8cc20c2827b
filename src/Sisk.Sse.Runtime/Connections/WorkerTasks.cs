namespace Sisk.Sse.Connections;

/// <summary>The work on a connection that has been left to its topic's worker.</summary>
[Flags]
internal enum WorkerTasks : byte
{
    None = 0,

    /// <summary>Begin the pump's turn.</summary>
    Write = 1,

    /// <summary>Abort the connection, whose queue has refused an event.</summary>
    Abort = 2,
}
