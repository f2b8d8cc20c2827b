namespace Sisk.Sse.Sources;

/// <summary>Coordinates the connections of all servers of a scaled-out application. A single server has none.</summary>
internal interface IConnectionPeers
{
    /// <summary>Claims an identifier for this server.</summary>
    /// <returns>A task that completes with false if another server has a connection with the identifier.</returns>
    ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken);

    /// <summary>Closes the connections with an identifier on all other servers.</summary>
    /// <returns>A task that completes when the request is recorded for the other servers.</returns>
    ValueTask CloseAsync(string identifier, CloseMode mode, CancellationToken cancellationToken);

    /// <summary>Closes the connections whose identifier begins with the segments of a prefix, on all other servers.</summary>
    /// <inheritdoc cref="CloseAsync" path="/returns"/>
    ValueTask CloseByPrefixAsync(string prefix, CloseMode mode, CancellationToken cancellationToken);

    /// <summary>Counts the connections of all servers whose identifier begins with the segments of a prefix.</summary>
    ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken);
}
