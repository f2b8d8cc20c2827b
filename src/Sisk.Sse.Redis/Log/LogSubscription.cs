using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>The subscription to the channel of one log.</summary>
internal sealed class LogSubscription : IAsyncDisposable
{
    private const int MaxWaiting = 256;

    private readonly IConnectionMultiplexer _connection;
    private readonly ChannelMessageQueue _channel;
    private readonly IEventLogSubscriber _subscriber;
    private string _epoch = "";

    internal LogSubscription(IConnectionMultiplexer connection, ChannelMessageQueue channel, IEventLogSubscriber subscriber)
    {
        (_connection, _channel, _subscriber) = (connection, channel, subscriber);
        channel.OnMessage(OnMessage);
        connection.ConnectionFailed += OnConnectionChanged;
        connection.ConnectionRestored += OnConnectionChanged;
    }

    public ValueTask DisposeAsync()
    {
        _ = _channel.UnsubscribeAsync(CommandFlags.FireAndForget);
        _connection.ConnectionFailed -= OnConnectionChanged;
        _connection.ConnectionRestored -= OnConnectionChanged;
        return ValueTask.CompletedTask;
    }

    private void OnMessage(ChannelMessage message)
    {
        // While this thread processes a message, the next ones wait in the channel's own queue, which is unbounded.
        if ((_channel.TryGetCount(out var waiting) && waiting > MaxWaiting) || _subscriber.IsFull
            || !Notification.TryParse((ReadOnlyMemory<byte>)message.Message, _epoch, out var notification))
        {
            _subscriber.OnMissed();
            return;
        }

        _epoch = notification.Epoch;
        _subscriber.OnAppended(notification);
    }

    private void OnConnectionChanged(object? sender, ConnectionFailedEventArgs change) => _subscriber.OnMissed();
}
