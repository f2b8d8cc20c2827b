using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Support;

/// <summary>A proxy that can stop forwarding without closing connections, and that accepts new ones in the meantime.</summary>
internal sealed class DarkProxy(int target) : TcpProxy(target)
{
    private readonly Channel<string> _heldBack = Channel.CreateUnbounded<string>();
    private volatile bool _isDark;
    private volatile string? _lastCommand;

    internal void Darken() => _isDark = true;

    /// <summary>Stops forwarding with the first command that has the text, which is held back.</summary>
    internal void DarkenAt(string command) => _lastCommand = command;

    /// <summary>Completes when a command with one of the texts is held back, or its response.</summary>
    internal Task HeldBackAsync(params string[] texts) => Signal.WithinAsync(Task.Run(async () =>
    {
        string heldBack;
        do
        {
            heldBack = await _heldBack.Reader.ReadAsync(Stopped);
        }
        while (!Array.Exists(texts, text => heldBack.Contains(text, StringComparison.Ordinal)));
    }));

    protected override Task LinkAsync(TcpClient client, TcpClient server) =>
        Task.WhenAny(RelayAsync(client.GetStream(), server.GetStream()), RelayAsync(server.GetStream(), client.GetStream()));

    private async Task RelayAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, Stopped) is > 0 and var count)
        {
            var text = Encoding.ASCII.GetString(buffer, 0, count);
            if (_lastCommand is { } command && text.Contains(command, StringComparison.Ordinal))
            {
                Darken();
            }

            if (_isDark)
            {
                _heldBack.Writer.TryWrite(text);
            }
            else
            {
                await to.WriteAsync(buffer.AsMemory(0, count), Stopped);
            }
        }
    }
}
