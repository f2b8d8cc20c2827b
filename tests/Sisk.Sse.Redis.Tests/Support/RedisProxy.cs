using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A proxy in front of Redis that can be slow, or stop forwarding without closing connections.</summary>
internal sealed class RedisProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private volatile TaskCompletionSource _commands = Open();
    private volatile TaskCompletionSource _subscriptions = Open();
    private readonly ConcurrentDictionary<Link, bool> _links = [];
    private readonly Task _accepting;
    private int _generation;

    internal RedisProxy(RedisServer redis)
    {
        // Skips the test without Redis.
        _ = redis.Configuration;
        _target = redis.Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal string Configuration => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

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

    /// <summary>Stops forwarding on the open connections for good. New connections work.</summary>
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

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Lighten();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
            {
                links.Add(LinkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(links);
        }
    }

    private async Task LinkAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            var link = new Link { Client = client, Generation = Volatile.Read(ref _generation) };
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                _links.TryAdd(link, true);
                await Task.WhenAny(
                    RelayAsync(client.GetStream(), server.GetStream(), link, isToRedis: true),
                    RelayAsync(server.GetStream(), client.GetStream(), link, isToRedis: false));
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                // One of the two ends was closed.
            }
            finally
            {
                _links.TryRemove(link, out _);
            }
        }
    }

    private async Task RelayAsync(NetworkStream from, NetworkStream to, Link link, bool isToRedis)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            link.IsSubscription |= isToRedis && buffer.AsSpan(0, count).IndexOf("SUBSCRIBE"u8) >= 0;
            if (link.Generation != Volatile.Read(ref _generation))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
            }

            await (link.IsSubscription ? _subscriptions : _commands).Task.WaitAsync(_stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            if (!isToRedis && BytesPerSecond is { } rate)
            {
                await Task.Delay(TimeSpan.FromSeconds((double)count / rate), _stop.Token);
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
