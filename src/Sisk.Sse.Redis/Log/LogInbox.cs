using System.Threading.Channels;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// The notifications of one log that wait to be processed, and the requests to read a range: after a reconnect, at each poll, and when a
/// notification found no room.
/// </summary>
internal sealed class LogInbox(string name, LogServices services) : IAsyncDisposable
{
    private const int Capacity = 256;

    /// <summary>
    /// The notifications, and empty messages that only wake the reader. A notification is processed on the thread that delivers it.
    /// Waking another thread would cost as much as the rest of an event.
    /// </summary>
    private readonly Channel<ReadOnlyMemory<byte>> _messages = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, AllowSynchronousContinuations = true });

    private ChannelMessageQueue? _subscription;
    private IConnectionMultiplexer? _connection;
    private ITimer? _poll;
    private bool _isReadRequested = true;

    /// <summary>Subscribes to the channel of the log, once.</summary>
    internal async ValueTask SubscribeAsync(CancellationToken cancellationToken)
    {
        if (_subscription is not null)
        {
            return;
        }

        var connection = await services.Connection.GetAsync().AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        var subscription = await connection.GetSubscriber().SubscribeAsync(services.Keys.Channel(name)).WaitAsync(cancellationToken).ConfigureAwait(false);
        subscription.OnMessage(message =>
        {
            // While this thread processes a message, the next ones wait in the subscription's own queue, which is unbounded.
            var isFull = subscription.TryGetCount(out var waiting) && waiting > Capacity;
            if (isFull || !_messages.Writer.TryWrite((ReadOnlyMemory<byte>)message.Message))
            {
                MarkUnread();
            }
        });
        (_connection, _subscription) = (connection, subscription);
        connection.ConnectionFailed += OnConnectionChanged;
        connection.ConnectionRestored += OnConnectionChanged;
        _poll = services.Time.CreateTimer(
            static inbox => ((LogInbox)inbox!).RequestRead(), this, services.Options.PollInterval, services.Options.PollInterval);
    }

    /// <summary>Returns true if a range has to be read, and clears the request.</summary>
    internal bool TakeReadRequest()
    {
        if (!Volatile.Read(ref _isReadRequested))
        {
            return false;
        }

        Volatile.Write(ref _isReadRequested, false);
        return true;
    }

    /// <summary>Requests a read without waking the reader.</summary>
    internal void MarkUnread() => Volatile.Write(ref _isReadRequested, true);

    /// <summary>Requests a read, and wakes the reader on a thread of the pool.</summary>
    internal void RequestRead()
    {
        MarkUnread();
        ThreadPool.UnsafeQueueUserWorkItem(static inbox => inbox.Wake(), this, preferLocal: false);
    }

    internal void Wake() => _messages.Writer.TryWrite(default);

    internal bool TryRead(out ReadOnlyMemory<byte> message) => _messages.Reader.TryRead(out message);

    /// <summary>Waits for a message. Returns false when the inbox is closed.</summary>
    internal ValueTask<bool> WaitAsync() => _messages.Reader.WaitToReadAsync(CancellationToken.None);

    /// <summary>Ends <see cref="WaitAsync"/>, which takes no token: registering one would cost each event.</summary>
    internal void Close() => _messages.Writer.TryComplete();

    public async ValueTask DisposeAsync()
    {
        Close();
        if (_poll is not null)
        {
            await _poll.DisposeAsync().ConfigureAwait(false);
        }

        _ = _subscription?.UnsubscribeAsync(CommandFlags.FireAndForget);
        if (_connection is not null)
        {
            _connection.ConnectionFailed -= OnConnectionChanged;
            _connection.ConnectionRestored -= OnConnectionChanged;
        }
    }

    private void OnConnectionChanged(object? sender, ConnectionFailedEventArgs change) => RequestRead();
}
