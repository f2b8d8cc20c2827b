namespace Sisk.Sse.Sources;

/// <summary>Coordinates the connections of all servers of a scaled-out application. A single server has none.</summary>
internal interface IConnectionPeers
{
    /// <summary>Claims an identifier for this server.</summary>
    /// <returns>A task that completes with false if another server has a connection with the identifier.</returns>
    ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken);

    /// <summary>Closes connections on all other servers.</summary>
    /// <param name="prefix">The identifier or prefix.</param>
    /// <param name="exact">A value that indicates whether only connections with that identifier are closed.</param>
    /// <param name="mode">A value that specifies whether the clients reconnect.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when the request is recorded for the other servers.</returns>
    ValueTask CloseOnOtherServersAsync(string prefix, bool exact, CloseMode mode, CancellationToken cancellationToken);

    /// <summary>Counts the connections of all servers whose identifier begins with the segments of a prefix.</summary>
    ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken);
}
