using System.Collections.Concurrent;
using Sisk.Sse.Presence;

namespace Sisk.Sse.Peers;

/// <content>Learns the keys of other servers.</content>
internal sealed partial class PresenceExchange
{
    /// <summary>The time in which servers that this one has not heard of yet can answer.</summary>
    private static readonly TimeSpan _minWait = TimeSpan.FromMilliseconds(500);

    /// <summary>The time after which a server that has not answered is not waited for.</summary>
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(3);

    /// <summary>The streams of which other servers could not be asked. They are asked again.</summary>
    private readonly ConcurrentDictionary<StreamPresence, bool> _unasked = new();
    private readonly ConcurrentDictionary<string, PresenceSync> _syncs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<StreamPresence, Lazy<Task>> _synced = new();

    /// <inheritdoc/>
    public async ValueTask SyncAsync(StreamPresence presence, CancellationToken cancellationToken)
    {
        var sync = _synced.GetOrAdd(presence, static (presence, exchange) => new(() => exchange.AskAsync(presence)), this);
        try
        {
            await sync.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (sync.Value.IsFaulted)
        {
            // The next call asks again.
            _synced.TryRemove(KeyValuePair.Create(presence, sync));
            throw;
        }
    }

    /// <summary>Asks the other servers for their keys, and waits for their answers.</summary>
    private async Task AskAsync(StreamPresence presence)
    {
        var sync = GetSync(presence.Stream);
        await SendQuestionAsync(presence).ConfigureAwait(false);
        var asked = _time.GetTimestamp();
        await Task.Delay(_minWait, _time).ConfigureAwait(false);
        while (_maxWait - _time.GetElapsedTime(asked) is var left && left > TimeSpan.Zero)
        {
            var (isComplete, changed) = sync.Check(_servers.All);
            if (isComplete)
            {
                return;
            }

            await changed.WaitAsync(left, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAgainAsync(StreamPresence presence)
    {
        await SendChangesAsync(presence, all: true).ConfigureAwait(false);
        await SendQuestionAsync(presence).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendQuestionAsync(StreamPresence presence)
    {
        try
        {
            await SendAsync(PeerMessageKind.PresenceAsked, presence.Stream).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // A handler waits for the answers, which nobody else would ask for.
            _unasked[presence] = true;
            Report(exception, LogNotAsked);
            throw;
        }
    }

    private async Task AskUnaskedAsync(CancellationToken stop)
    {
        foreach (var presence in _unasked.Keys.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            _unasked.TryRemove(presence, out _);
            await SendQuestionAsync(presence).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private PresenceSync GetSync(string stream) => _syncs.GetOrAdd(stream, static _ => new PresenceSync());
}
