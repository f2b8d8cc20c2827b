namespace Sisk.Sse;

/// <summary>
/// The part of an <see cref="IEventLog"/> that counts connections across servers. Each server publishes counts by name, which end with the
/// server's lifetime unless it publishes again. A log without it supports neither <see cref="EventLogOptions.CountConnections"/> nor
/// <see cref="DuplicateIdentifierPolicy.Reject"/> across servers.
/// </summary>
public interface IConnectionCounts
{
    /// <summary>Publishes the changed counts of a server, and renews its lifetime.</summary>
    /// <param name="server">The name of the server, which is unique to this run of it.</param>
    /// <param name="lifetime">The time after which the server counts as dead. All servers use the same.</param>
    /// <param name="counts">The counts by name. A count of 0 removes the name.</param>
    /// <param name="areAll">A value that indicates whether these are all counts of the server, which replace the earlier ones.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task with false if the database has lost the server's earlier counts. The server then publishes all of them.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask<bool> PublishAsync(
        string server,
        TimeSpan lifetime,
        IReadOnlyList<KeyValuePair<string, int>> counts,
        bool areAll,
        CancellationToken cancellationToken);

    /// <summary>Adds the counts of a name over all live servers.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task with the sum.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask<long> SumAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the count of a name to 1 for a server, unless another live server has a count of it. One of two servers at a time succeeds.
    /// </summary>
    /// <param name="server">The name of the server.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>
    /// A task with true if it was set; false if another server has the name; null if the database has lost the server's counts.
    /// </returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken);

    /// <summary>Removes a server and its counts.</summary>
    /// <param name="server">The name of the server.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when they are removed.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask RemoveAsync(string server, CancellationToken cancellationToken);
}
