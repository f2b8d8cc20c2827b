namespace Sisk.Sse;

/// <summary>The kept events that a client without a last event ID gets first, before live events.</summary>
public enum NewcomerReplay
{
    /// <summary>None. The client gets the events that are broadcast after it has connected.</summary>
    None,

    /// <summary>The latest event of each name among those for the client's keys, in the order of the broadcasts.</summary>
    Latest,

    /// <summary>All events for the client's keys, in the order of the broadcasts.</summary>
    All,
}
