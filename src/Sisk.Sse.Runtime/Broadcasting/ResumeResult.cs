namespace Sisk.Sse.Broadcasting;

/// <summary>How a client's last event id was met.</summary>
internal enum ResumeResult
{
    /// <summary>The client had none: it is new.</summary>
    Fresh,

    /// <summary>Known: the client gets what it has missed.</summary>
    Resumed,

    /// <summary>Unknown, too old, or from another epoch: the client has to begin anew.</summary>
    Reset,
}
