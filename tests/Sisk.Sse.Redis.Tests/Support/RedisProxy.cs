using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A proxy in front of Redis that can be slow, or stop forwarding without closing connections.</summary>
internal sealed class RedisProxy(RedisServer redis) : TcpProxy(PortOf(redis))
{
    private readonly ConcurrentDictionary<Link, bool> _links = [];
    private volatile TaskCompletionSource _commands = Open();
    private volatile TaskCompletionSource _subscriptions = Open();
    private int _generation;

    internal string Configuration => $"127.0.0.1:{Port}";

    /// <summary>The maximum number of bytes per second from Redis, or null for no limit.</summary>
    internal int? BytesPerSecond { get; set; }

    /// <summary>Stops forwarding everything except subscriptions.</summary>
    internal void DarkenCommands() => _commands = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Darken()
    {
        DarkenCommands();
        DarkenSubscriptions();
    }

    /// <summary>Stops forwarding subscriptions.</summary>
    internal void DarkenSubscriptions() => _subscriptions = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Closes the connections that carry subscriptions, and forwards no others.</summary>
    internal void CloseSubscriptions()
    {
        DarkenSubscriptions();
        foreach (var link in _links.Keys.Where(static link => link.IsSubscription))
        {
            link.Client.Close();
        }
    }

    /// <summary>Stops forwarding on the open connections permanently. New connections work.</summary>
    internal void DarkenOpenConnections()
    {
        Interlocked.Increment(ref _generation);
    }

    /// <summary>Forwards everything that was held back.</summary>
    internal void Lighten()
    {
        _commands.TrySetResult();
        _subscriptions.TrySetResult();
    }

    protected override async Task LinkAsync(TcpClient client, TcpClient server)
    {
        var link = new Link { Client = client, Generation = Volatile.Read(ref _generation) };
        _links.TryAdd(link, true);
        try
        {
            await Task.WhenAny(
                RelayAsync(client.GetStream(), server.GetStream(), link, isToRedis: true),
                RelayAsync(server.GetStream(), client.GetStream(), link, isToRedis: false));
        }
        finally
        {
            _links.TryRemove(link, out _);
        }
    }

    /// <summary>Returns the port. Skips the test without Redis.</summary>
    private static int PortOf(RedisServer redis)
    {
        _ = redis.Configuration;
        return redis.Port;
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task RelayAsync(NetworkStream from, NetworkStream to, Link link, bool isToRedis)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, Stopped) is > 0 and var count)
        {
            link.IsSubscription |= isToRedis && buffer.AsSpan(0, count).IndexOf("SUBSCRIBE"u8) >= 0;
            if (link.Generation != Volatile.Read(ref _generation))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, Stopped);
            }

            await (link.IsSubscription ? _subscriptions : _commands).Task.WaitAsync(Stopped);
            await to.WriteAsync(buffer.AsMemory(0, count), Stopped);
            if (!isToRedis && BytesPerSecond is { } rate)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)count / rate), Stopped);
            }
        }
    }

    private sealed class Link
    {
        internal required TcpClient Client { get; init; }

        internal bool IsSubscription { get; set; }

        /// <summary>The value of the proxy's generation when the link was opened.</summary>
        internal required int Generation { get; init; }
    }
}
