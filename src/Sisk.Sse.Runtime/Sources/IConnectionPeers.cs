namespace Sisk.Sse.Sources;

/// <summary>The application's servers together, as far as their connections are concerned. A single server has none.</summary>
internal interface IConnectionPeers
{
    /// <summary>False when another server has a connection with this identifier.</summary>
    ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken);

    /// <summary>Closes connections on every other server. Completes when those will learn of it.</summary>
    ValueTask CloseElsewhereAsync(string prefix, bool exact, CloseMode mode, CancellationToken cancellationToken);

    /// <summary>Counts the connections of all servers below a prefix.</summary>
    ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken);
}
