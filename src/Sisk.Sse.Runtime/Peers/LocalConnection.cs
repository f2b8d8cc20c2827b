namespace Sisk.Sse.Peers;

/// <summary>A connection of this server whose identifier must be unique across servers.</summary>
internal sealed class LocalConnection(HttpRequestEventSource source, long token, long openedAt, EventLogPlace read) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    internal HttpRequestEventSource Source => source;

    internal string Identifier => source.Identifier!;

    internal long Token => token;

    /// <summary>Gets the timestamp at which it was opened.</summary>
    internal long OpenedAt => openedAt;

    /// <summary>Gets the place up to which this server had read the log of connections when it was opened.</summary>
    internal EventLogPlace Read => read;

    /// <summary>Gets a token that is canceled when it is closed. A closed connection must not be announced.</summary>
    internal CancellationToken Closed => _closed.Token;

    /// <summary>Gets or sets the opening that is announced to other servers.</summary>
    internal Opening? Opening { get; set; }

    /// <summary>Gets or sets the sequence of its announcement, or null before that was read from the log.</summary>
    internal long? Sequence { get; set; }

    /// <summary>Gets or sets a value indicating whether its announcement is in the log, from which it may not have been read yet.</summary>
    internal bool IsAppended { get; set; }

    /// <summary>Gets or sets a value indicating whether its announcement is in progress.</summary>
    internal bool IsBeingAnnounced { get; set; }

    /// <summary>Gets a value indicating whether its announcement is neither in the log nor in progress.</summary>
    internal bool MustBeAnnounced => Sequence is null && !IsAppended && !IsBeingAnnounced;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }
}
