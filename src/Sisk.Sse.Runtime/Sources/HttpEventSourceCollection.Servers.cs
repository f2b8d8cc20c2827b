using Sisk.Sse.Sources;

namespace Sisk.Sse;

/// <content>
/// Closes and counts sources by identifier. The methods that return a task act on all servers of a scaled-out application; the others act
/// on this server only.
/// </content>
public sealed partial class HttpEventSourceCollection
{
    /// <summary>Gets or sets the other servers; null if there is only this one.</summary>
    internal IConnectionPeers? Peers { get; set; }

    /// <summary>Closes the sources of this server whose identifier begins with the segments of a prefix.</summary>
    /// <param name="prefix">The prefix, matched by whole segments. An empty prefix closes all sources.</param>
    /// <param name="mode">A value that specifies whether the clients reconnect.</param>
    /// <returns>The number of sources that were closed.</returns>
    /// <exception cref="ArgumentNullException">The prefix is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is not a member of <see cref="CloseMode"/>.</exception>
    public int CloseByPrefix(string prefix, CloseMode mode = CloseMode.Reconnect)
    {
        Check(mode);
        var found = FindByPrefix(prefix);
        CloseAll(found, mode);
        return found.Length;
    }

    /// <summary>Closes the sources with an identifier on all servers.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="mode">A value that specifies whether the clients reconnect.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>
    /// A task that completes when the sources of this server are closed and the request is recorded for the other servers. They close
    /// their sources as soon as they receive it.
    /// </returns>
    /// <exception cref="ArgumentNullException">The identifier is null.</exception>
    /// <exception cref="ArgumentException">
    /// The identifier is longer than the shared log allows, so that only the sources of this server are closed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is not a member of <see cref="CloseMode"/>.</exception>
    /// <exception cref="EventLogUnavailableException">
    /// The shared log did not accept the request, so that only the sources of this server are closed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task CloseAsync(string identifier, CloseMode mode = CloseMode.Reconnect, CancellationToken cancellationToken = default)
    {
        Check(mode);
        CloseAll(FindAll(identifier), mode);
        if (Peers is not null)
        {
            await Peers.CloseAsync(identifier, mode, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the sources whose identifier begins with the segments of a prefix, on all servers.</summary>
    /// <param name="prefix">The prefix, matched by whole segments. An empty prefix closes all sources.</param>
    /// <param name="mode">A value that specifies whether the clients reconnect.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="ArgumentNullException">The prefix is null.</exception>
    /// <exception cref="ArgumentException">
    /// The prefix is longer than the shared log allows, so that only the sources of this server are closed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The mode is not a member of <see cref="CloseMode"/>.</exception>
    /// <exception cref="EventLogUnavailableException">
    /// The shared log did not accept the request, so that only the sources of this server are closed.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    /// <inheritdoc cref="CloseAsync(string, CloseMode, CancellationToken)" path="/returns"/>
    public async Task CloseByPrefixAsync(
        string prefix, CloseMode mode = CloseMode.Reconnect, CancellationToken cancellationToken = default)
    {
        CloseByPrefix(prefix, mode);
        if (Peers is not null)
        {
            await Peers.CloseByPrefixAsync(NormalizePrefix(prefix), mode, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts the sources of this server that <see cref="FindByPrefix"/> would find, without allocating an array.</summary>
    /// <param name="prefix">The prefix, matched by whole segments. An empty prefix counts all sources.</param>
    /// <returns>The number of sources.</returns>
    /// <exception cref="ArgumentNullException">The prefix is null.</exception>
    public int CountByPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        lock (_gate)
        {
            return _index.CountByPrefix(prefix);
        }
    }

    /// <summary>
    /// Counts the sources whose identifier begins with the segments of a prefix, on all servers. With several servers, the number is about
    /// a second old, and the sources of a failed server are counted until its entry expires.
    /// </summary>
    /// <param name="prefix">
    /// The prefix, matched by whole segments. An empty prefix counts all sources. With several servers, a prefix of more than 64 segments
    /// is found only as a whole identifier.
    /// </param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes with the number of sources.</returns>
    /// <exception cref="ArgumentNullException">The prefix is null.</exception>
    /// <exception cref="InvalidOperationException">The application is scaled out, and an option turns counting off.</exception>
    /// <exception cref="EventLogException">The database of the shared log cannot be reached, or refuses the call.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async ValueTask<long> CountByPrefixAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Peers is null
            ? CountByPrefix(prefix)
            : await Peers.CountAsync(NormalizePrefix(prefix), cancellationToken).ConfigureAwait(false);
    }

    private static void CloseAll(HttpRequestEventSource[] sources, CloseMode mode)
    {
        foreach (var source in sources)
        {
            source.Close(mode);
        }
    }

    /// <summary>Removes slashes at the end. "/" alone stays, since an empty prefix matches all identifiers.</summary>
    private static string NormalizePrefix(string prefix) =>
        prefix.TrimStart('/').Length == 0 ? prefix[..Math.Min(1, prefix.Length)] : prefix.TrimEnd('/');

    private static void Check(CloseMode mode)
    {
        if (mode is not (CloseMode.Reconnect or CloseMode.Permanent))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown close mode. Use a member of CloseMode.");
        }
    }
}
