namespace Sisk.Sse.Redis.Peers;

/// <summary>A connection of this server that has its identifier alone.</summary>
internal sealed class LocalConnection(HttpRequestEventSource source, long token, long openedAt, (string Epoch, long Position) read) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    internal HttpRequestEventSource Source => source;

    internal string Identifier => source.Identifier!;

    internal long Token => token;

    /// <summary>The timestamp of its opening.</summary>
    internal long OpenedAt => openedAt;

    /// <summary>Up to where the log of connections had been read when it was opened.</summary>
    internal (string Epoch, long Position) Read => read;

    /// <summary>Cancelled when it is closed: what was not announced by then must not be.</summary>
    internal CancellationToken Closed => _closed.Token;

    /// <summary>When it was opened, as the other servers are told.</summary>
    internal Opening? Opening { get; set; }

    /// <summary>The sequence of its announcement; null before that was read in the log.</summary>
    internal long? Sequence { get; set; }

    /// <summary>Whether its announcement is on its way.</summary>
    internal bool IsBeingAnnounced { get; set; }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }
}
