namespace Sisk.Sse.Topics;

/// <summary>The result of looking up a client's last event ID.</summary>
internal enum ResumeResult
{
    /// <summary>The client is new and sent no ID. No event since it connected has been dropped.</summary>
    Fresh,

    /// <summary>The ID is known. The client gets the events that it has missed.</summary>
    Resumed,

    /// <summary>
    /// The ID is unknown, too old or from another epoch, or events since a new client connected have been dropped. The client gets a reset.
    /// </summary>
    Reset,
}
