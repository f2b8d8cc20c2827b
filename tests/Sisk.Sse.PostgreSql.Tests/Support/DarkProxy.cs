using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Support;

/// <summary>A proxy that can stop forwarding without closing connections, and that accepts new ones meanwhile.</summary>
internal sealed class DarkProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _heldBack = Channel.CreateUnbounded<string>();
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = new();

    internal DarkProxy(int target)
    {
        _target = target;
        _open.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal void Darken() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a command with a text is held back.</summary>
    internal Task HeldBackAsync(string text) => Signal.WithinAsync(Task.Run(async () =>
    {
        while (!(await _heldBack.Reader.ReadAsync(_stop.Token)).Contains(text, StringComparison.Ordinal))
        {
        }
    }));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
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
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(RelayAsync(client.GetStream(), server.GetStream()), RelayAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                // One of the two ends was closed.
            }
        }
    }

    private async Task RelayAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            if (!_open.Task.IsCompleted)
            {
                _heldBack.Writer.TryWrite(Encoding.ASCII.GetString(buffer, 0, count));
            }

            await _open.Task.WaitAsync(_stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}
