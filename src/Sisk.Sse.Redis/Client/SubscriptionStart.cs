using StackExchange.Redis;

namespace Sisk.Sse.Redis.Client;

/// <summary>
/// Subscribes to a channel of Redis. StackExchange.Redis uses one connection for commands and one for subscriptions, and may report that
/// it is connected while the second is still being opened. A subscription would fail at that moment.
/// </summary>
internal static class SubscriptionStart
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(1.5);

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

        var subscribing = subscriber.SubscribeAsync(channel);
        try
        {
            return await subscribing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = EndAsync(subscribing);
            throw;
        }
    }

    /// <summary>Ends a subscription that nobody waits for any more. The client would keep it, and renew it at each reconnect.</summary>
    private static async Task EndAsync(Task<ChannelMessageQueue> subscribing)
    {
        try
        {
            await (await subscribing.ConfigureAwait(false)).UnsubscribeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisErrors.IsRedisError(exception))
        {
            // It did not begin, or ends with the connection.
        }
    }

    /// <summary>Returns when the connection for subscriptions is open, or when the time is over.</summary>
    private static async Task WaitAsync(
        IConnectionMultiplexer connection, ISubscriber subscriber, RedisChannel channel, TimeProvider time, CancellationToken cancellationToken)
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
