namespace Sisk.Sse;

/// <summary>Specifies what happens when a connection's identifier is already in use.</summary>
public enum DuplicateIdentifierPolicy
{
    /// <summary>
    /// The older connection is closed permanently: if its client returns, it is answered with 204. Two tabs therefore do not keep replacing
    /// each other.
    /// </summary>
    Replace,

    /// <summary>The newer connection is rejected while the older one is open. Its client tries again after the retry time.</summary>
    Reject,

    /// <summary>Both connections stay open. <see cref="HttpEventSourceCollection.GetByIdentifier"/> returns the newest.</summary>
    Allow,
}
