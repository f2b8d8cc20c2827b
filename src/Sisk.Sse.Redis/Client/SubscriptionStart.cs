using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>
/// Subscribes to a channel of Redis. StackExchange.Redis uses one connection for commands and one for subscriptions, and may report that
/// it is connected while the second is still being opened. A subscription would fail at that moment.
/// </summary>
internal static class SubscriptionStart
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(1.5);
    private static readonly Action<RedisChannel, RedisValue> _handler = static (_, _) => { };

    /// <summary>Subscribes to a channel, as soon as the connection for subscriptions is open.</summary>
    /// <exception cref="RedisConnectionException">Redis cannot be reached, or the connection did not open within 1.5 seconds.</exception>
    internal static async Task<ChannelMessageQueue> RunAsync(
        IConnectionMultiplexer connection, RedisChannel channel, TimeProvider time, CancellationToken cancellationToken)
    {
        var subscriber = connection.GetSubscriber();
        if (connection.IsConnected && !subscriber.IsConnected(channel))
        {
            await WaitAsync(connection, subscriber, channel, time, cancellationToken).ConfigureAwait(false);
        }

        // The client keeps a subscription that fails, renews it when it reconnects, and collects its messages for nobody. A handler can be
        // removed whatever happens. While it is there, the channel is subscribed to, so that adding the queue does not fail.
        var subscribing = subscriber.SubscribeAsync(channel, _handler);
        try
        {
            await subscribing.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await subscriber.SubscribeAsync(channel).ConfigureAwait(false);
        }
        finally
        {
            _ = RemoveHandlerAsync(subscriber, channel, subscribing);
        }
    }

    /// <summary>
    /// Removes the handler, and ends the subscription if nothing else is subscribed. Waits for the answer, because the client ends only
    /// subscriptions that were answered.
    /// </summary>
    private static async Task RemoveHandlerAsync(ISubscriber subscriber, RedisChannel channel, Task subscribing)
    {
        await subscribing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await subscriber.UnsubscribeAsync(channel, _handler, CommandFlags.FireAndForget)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Returns when the connection for subscriptions is open, or when the time is over.</summary>
    private static async Task WaitAsync(
        IConnectionMultiplexer connection,
        ISubscriber subscriber,
        RedisChannel channel,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionRestored += OnRestored;
        try
        {
            if (!subscriber.IsConnected(channel))
            {
                await opened.Task.WaitAsync(_timeout, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            // The subscription fails with an error that names the cause.
        }
        finally
        {
            connection.ConnectionRestored -= OnRestored;
        }

        void OnRestored(object? sender, ConnectionFailedEventArgs change)
        {
            // In a cluster, the channel belongs to one of several servers.
            if (subscriber.IsConnected(channel))
            {
                opened.TrySetResult();
            }
        }
    }
}
