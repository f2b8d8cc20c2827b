using Sisk.Sse.Sources;

namespace Sisk.Sse;

/// <content>
/// Closing and counting by identifier. The methods that return a task act on all servers of an application that is scaled out; the
/// others act on this server.
/// </content>
public sealed partial class HttpEventSourceCollection
{
    /// <summary>Gets or sets the other servers; null if there is only this one.</summary>
    internal IConnectionPeers? Peers { get; set; }

    /// <summary>Closes the sources of this server whose identifier is the prefix or begins with its whole segments.</summary>
    /// <param name="prefix">Whole segments; an empty prefix closes all sources.</param>
    /// <param name="mode">A value that specifies whether the clients come back.</param>
    /// <returns>The number of sources that were closed.</returns>
    public int CloseByPrefix(string prefix, CloseMode mode = CloseMode.Reconnect)
    {
        Check(mode);
        var found = FindByPrefix(prefix);
        foreach (var source in found)
        {
            source.Close(mode);
        }

        return found.Length;
    }

    /// <summary>Closes the sources with an identifier, on all servers.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="mode">A value that specifies whether the clients come back.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>
    /// A task that completes when the sources of this server are closed and the other servers are sure to be told. They close theirs as
    /// soon as they are.
    /// </returns>
    public Task CloseAsync(string identifier, CloseMode mode = CloseMode.Reconnect, CancellationToken cancellationToken = default) =>
        CloseAsync(identifier, exact: true, mode, cancellationToken);

    /// <summary>Closes the sources whose identifier is the prefix or begins with its whole segments, on all servers.</summary>
    /// <param name="prefix">Whole segments; an empty prefix closes all sources.</param>
    /// <param name="mode">A value that specifies whether the clients come back.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="CloseAsync(string, CloseMode, CancellationToken)" path="/returns"/>
    public Task CloseByPrefixAsync(string prefix, CloseMode mode = CloseMode.Reconnect, CancellationToken cancellationToken = default) =>
        CloseAsync(prefix, exact: false, mode, cancellationToken);

    /// <summary>Counts the sources of this server that <see cref="FindByPrefix"/> would find, without making an array of them.</summary>
    /// <param name="prefix">Whole segments; an empty prefix counts all sources.</param>
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
    /// Counts the sources whose identifier is the prefix or begins with its whole segments, on all servers. If there are several servers,
    /// the number is about a second old, and a server that died is counted until its entry expires.
    /// </summary>
    /// <param name="prefix">Whole segments; an empty prefix counts all sources.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>The number of sources.</returns>
    /// <exception cref="InvalidOperationException">The application is scaled out, and counting is turned off there by an option.</exception>
    public async ValueTask<long> CountByPrefixAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Peers is null ? CountByPrefix(prefix) : await Peers.CountAsync(Segments(prefix), cancellationToken).ConfigureAwait(false);
    }

    internal void CloseHere(string prefix, bool exact, CloseMode mode)
    {
        foreach (var source in Array.FindAll(FindByPrefix(prefix), source => !exact || source.Identifier == prefix))
        {
            source.Close(mode);
        }
    }

    /// <summary>A prefix without slashes at its end, except "/" alone, which is not everybody.</summary>
    private static string Segments(string prefix) => prefix.TrimStart('/').Length == 0 ? prefix[..Math.Min(1, prefix.Length)] : prefix.TrimEnd('/');

    private static void Check(CloseMode mode)
    {
        if (mode is not (CloseMode.Reconnect or CloseMode.Permanent))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "Unknown close mode. Use a member of CloseMode.");
        }
    }

    private async Task CloseAsync(string prefix, bool exact, CloseMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        Check(mode);
        CloseHere(prefix, exact, mode);
        if (Peers is not null)
        {
            await Peers.CloseElsewhereAsync(exact ? prefix : Segments(prefix), exact, mode, cancellationToken).ConfigureAwait(false);
        }
    }
}
