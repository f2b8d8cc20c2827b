using System.Threading.Channels;
using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>A connection whose client is a reader in this process. Queue, order and overflow are those of any connection.</summary>
internal sealed class SubscriptionConnection : IConnectionOwner, IDisposable
{
    /// <summary>The reader takes an event when it has processed the one before it, which may take any time.</summary>
    private static readonly TimeSpan _writeTimeout = TimeSpan.FromDays(1);

    private readonly LocalFrameWriter _writer = new();
    private readonly Connection _connection;
    private Subscriber? _subscriber;

    internal SubscriptionConnection(SubscriptionServices services, ConnectionSettings settings)
    {
        settings = settings with { WriteTimeout = _writeTimeout, PingInterval = Timeout.InfiniteTimeSpan };
        _connection = new Connection(_writer, settings, services.Clock, heldUntilStart: true);
        _connection.Open(this, CancellationToken.None);
    }

    /// <summary>Gets a value indicating whether the stream has ended permanently.</summary>
    internal bool IsCompleted => _connection.Reason is CloseReason.Completed;

    /// <summary>Subscribes to a topic, and begins to receive frames.</summary>
    /// <returns>False if events were lost.</returns>
    internal bool TryStart(StreamTopic topic, string key, string? lastEventId, StreamPosition position)
    {
        var subscription = topic.Subscribe(_connection, key, lastEventId, position, isPresent: false);
        if (!_connection.TryKeep(ref _subscriber, subscription.Subscriber))
        {
            subscription.Subscriber.Unsubscribe();
        }

        if (subscription.Resume is ResumeResult.Reset)
        {
            return false;
        }

        List<Frame> frames = [.. subscription.Latest];
        if (subscription.StartId is { } id)
        {
            frames.Add(FrameEncoder.Id(id));
        }

        frames.AddRange(subscription.Missed);
        _connection.Start(frames);
        return true;
    }

    /// <summary>Waits for the next frames.</summary>
    /// <returns>The frames; null if the connection has ended.</returns>
    internal async ValueTask<Frame[]?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _writer.Flushes.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _connection.Abort(CloseReason.ClientGone);
        _writer.Abort();
    }

    void IConnectionOwner.OnClosed(CloseReason reason) => _subscriber?.Unsubscribe();
}
