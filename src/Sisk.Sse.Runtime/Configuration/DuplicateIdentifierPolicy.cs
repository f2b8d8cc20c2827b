namespace Sisk.Sse;

/// <summary>What happens when a connection's identifier is in use already.</summary>
public enum DuplicateIdentifierPolicy
{
    /// <summary>The older connection is closed. Its client is told that this was its last event, and its return is answered with 204, so that two tabs do not fight.</summary>
    Replace,

    /// <summary>The newer connection is refused for as long as the older is open; its client tries again after the retry time.</summary>
    Reject,

    /// <summary>Both stay open; <see cref="HttpEventSourceCollection.GetByIdentifier"/> finds the newest.</summary>
    Allow,
}
