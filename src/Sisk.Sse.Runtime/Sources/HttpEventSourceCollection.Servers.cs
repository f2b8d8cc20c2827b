using Sisk.Sse.Sources;

namespace Sisk.Sse;

/// <content>What reaches the sources of all servers of the application, where it is scaled out; of this one, where it is not.</content>
public sealed partial class HttpEventSourceCollection
{
    /// <summary>The other servers; null where there is only this one.</summary>
    internal IConnectionPeers? Peers { get; set; }

    /// <summary>Closes the sources with an identifier, on whichever server they are.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="forGood">Whether the clients are to stay away, as after <see cref="HttpRequestEventSource.EndForGood()"/>; else they come back by themselves.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Completes when this server's are closed and the other servers will learn of it; they close theirs as soon as they do.</returns>
    public Task CloseAsync(string identifier, bool forGood = false, CancellationToken cancellationToken = default) =>
        CloseAsync(identifier, exact: true, forGood, cancellationToken);

    /// <summary>Closes the sources whose identifier is the prefix or begins with its whole segments, on whichever server they are.</summary>
    /// <param name="prefix">Whole segments; empty for all sources.</param>
    /// <param name="forGood">Whether the clients are to stay away; else they come back by themselves.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <inheritdoc cref="CloseAsync(string, bool, CancellationToken)" path="/returns"/>
    public Task CloseByPrefixAsync(string prefix, bool forGood = false, CancellationToken cancellationToken = default) =>
        CloseAsync(prefix, exact: false, forGood, cancellationToken);

    /// <summary>
    /// How many sources are open below a prefix of whole segments, on all servers together. Scaled out, this is as of the last second or
    /// so, and a server that died is counted until its time has run out.
    /// </summary>
    /// <exception cref="InvalidOperationException">The application is scaled out and does not count (an option there).</exception>
    public ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Peers is null ? new(CountByPrefix(prefix)) : Peers.CountAsync(Segments(prefix), cancellationToken);
    }

    internal void CloseHere(string prefix, bool exact, bool forGood)
    {
        foreach (var source in Array.FindAll(FindByPrefix(prefix), source => !exact || source.Identifier == prefix))
        {
            _ = forGood ? source.EndForGood() : source.Close();
        }
    }

    /// <summary>A prefix without slashes at its end, except "/" alone, which is not everybody.</summary>
    private static string Segments(string prefix) => prefix.TrimStart('/').Length == 0 ? prefix[..Math.Min(1, prefix.Length)] : prefix.TrimEnd('/');

    private async Task CloseAsync(string prefix, bool exact, bool forGood, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        CloseHere(prefix, exact, forGood);
        if (Peers is not null)
        {
            await Peers.CloseElsewhereAsync(exact ? prefix : Segments(prefix), exact, forGood, cancellationToken).ConfigureAwait(false);
        }
    }
}
