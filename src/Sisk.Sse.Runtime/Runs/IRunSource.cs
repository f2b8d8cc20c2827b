namespace Sisk.Sse.Runs;

/// <summary>A run as its clients follow it, on the server that produces it or on another.</summary>
internal interface IRunSource
{
    /// <summary>Gets a value indicating whether this server produces the run, so that the run ends with the server.</summary>
    bool IsLocal { get; }

    /// <summary>Counts a client in. A run with a client continues.</summary>
    void Enter();

    /// <summary>Counts a client out.</summary>
    void Leave();

    /// <summary>Reads the events after a position.</summary>
    /// <returns>A task that completes when there are events or the run has ended.</returns>
    ValueTask<RunSlice> ReadAsync(long position, CancellationToken cancellationToken);

    /// <summary>Tells that events up to a position were sent to a client, so that the run may go further ahead.</summary>
    void Saw(long position);
}
