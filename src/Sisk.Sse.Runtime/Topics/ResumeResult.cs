namespace Sisk.Sse.Topics;

/// <summary>How a client's last event id was met.</summary>
internal enum ResumeResult
{
    /// <summary>The client had none: it is new, and nothing that came after it is gone.</summary>
    Fresh,

    /// <summary>Known: the client gets what it has missed.</summary>
    Resumed,

    /// <summary>Unknown, too old, or from another epoch; or more has passed since a new client came than is kept: it has to begin anew.</summary>
    Reset,
}
