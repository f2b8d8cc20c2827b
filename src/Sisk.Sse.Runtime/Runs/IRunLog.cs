namespace Sisk.Sse.Runs;

/// <summary>Makes runs known to all servers of a scaled-out application. A single server has none.</summary>
internal interface IRunLog
{
    /// <summary>Makes a run of this server known to others, and copies its events from then on.</summary>
    /// <returns>A task that completes when other servers can find the run.</returns>
    ValueTask ShareAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Finds a run of another server.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">The fingerprint of the client that asks.</param>
    /// <param name="cancellationToken">A token that cancels the search.</param>
    /// <returns>A task whose result is null if there is no such run of that owner.</returns>
    ValueTask<IRunSource?> FindAsync(string id, string owner, CancellationToken cancellationToken);

    /// <summary>Stops a run of another server.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">The fingerprint of the client that asks; null for the application itself.</param>
    /// <param name="cancellationToken">A token that cancels the call.</param>
    /// <returns>A task whose result is false if there is no such run of that owner.</returns>
    ValueTask<bool> StopAsync(string id, string? owner, CancellationToken cancellationToken);

    /// <summary>Waits until the ends of this server's runs are known to others.</summary>
    Task FlushAsync();

    /// <summary>Returns a value indicating whether a client of another server follows a run of this one.</summary>
    /// <param name="id">The id of the run.</param>
    /// <returns>A task whose result is null if nobody knows at the moment. Ask again later.</returns>
    ValueTask<bool?> IsFollowedAsync(string id);
}
