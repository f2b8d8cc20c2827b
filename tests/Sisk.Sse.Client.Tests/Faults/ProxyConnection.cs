using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Client.Tests.Faults;

/// <summary>One connection of the proxy: a request, and the answer as far as it gets.</summary>
internal sealed class ProxyConnection(Socket client, Uri server, CancellationToken stop) : IDisposable
{
    private readonly TcpClient _upstream = new() { NoDelay = true };
    private readonly NetworkStream _client = new(client, ownsSocket: true);
    private string _head = "";
    private bool _isLineEmpty;

    /// <summary>Gets a value indicating whether the client asks for an event stream.</summary>
    public bool IsEventStream => _head.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    public async Task ReadHeadAsync() => _head = await ReadHeadAsync(_client);

    /// <summary>Forwards a request and its answer.</summary>
    public async Task PassAsync()
    {
        await SendHeadAsync();
        await _upstream.GetStream().CopyToAsync(_client, stop);
    }

    public async Task AnswerAsync(string status) =>
        await _client.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), stop);

    /// <summary>Forwards the request, and the head of the answer. The body comes unframed, since the request is of HTTP/1.0.</summary>
    public async Task OpenAsync()
    {
        await SendHeadAsync();
        var lines = (await ReadHeadAsync(_upstream.GetStream())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Where(line => !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase));
        await _client.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n" + string.Join("\r\n", lines) + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"), stop);
    }

    /// <summary>Passes as many bytes on, and fails. A clean end waits for the end of the event.</summary>
    public async Task StreamAsync(Fault? fault, long bytes)
    {
        var stream = _upstream.GetStream();
        var buffer = new byte[4096];
        for (var passed = 0L; ;)
        {
            var count = await stream.ReadAsync(buffer, stop);
            if (count == 0)
            {
                await _client.WriteAsync("0\r\n\r\n"u8.ToArray(), stop);
                return;
            }

            for (var i = 0; i < count; i++)
            {
                var isEndOfEvent = buffer[i] == '\n' && _isLineEmpty;
                _isLineEmpty = buffer[i] == '\n';
                if (++passed >= bytes && (fault is not Fault.CleanEnd || isEndOfEvent))
                {
                    await WriteChunkAsync(buffer.AsMemory(0, i + 1));
                    await FailAsync(fault!.Value);
                    return;
                }
            }

            await WriteChunkAsync(buffer.AsMemory(0, count));
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _upstream.Dispose();
    }

    private async Task FailAsync(Fault fault)
    {
        switch (fault)
        {
            case Fault.CleanEnd or Fault.HalfFrame:
                await _client.WriteAsync("0\r\n\r\n"u8.ToArray(), stop);
                break;
            case Fault.Silence:
                // Until the client gives up.
                _ = await _client.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
                break;
            default:
                client.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
        }
    }

    private async Task WriteChunkAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            await _client.WriteAsync(Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), stop);
            await _client.WriteAsync(bytes, stop);
            await _client.WriteAsync("\r\n"u8.ToArray(), stop);
        }
    }

    private async Task SendHeadAsync()
    {
        await _upstream.ConnectAsync(server.Host, server.Port, stop);
        var head = _head.Replace(" HTTP/1.1\r\n", " HTTP/1.0\r\n", StringComparison.Ordinal)
            .Replace("Connection: keep-alive", "Connection: close", StringComparison.OrdinalIgnoreCase);
        await _upstream.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), stop);
        var body = new byte[BodyLength()];
        await _client.ReadExactlyAsync(body, stop);
        await _upstream.GetStream().WriteAsync(body, stop);
    }

    private int BodyLength()
    {
        const string Header = "Content-Length:";
        var line = Array.Find(_head.Split("\r\n"), line => line.StartsWith(Header, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line.AsSpan(Header.Length), CultureInfo.InvariantCulture);
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var next = new byte[1];
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(next, stop) == 0)
            {
                throw new IOException("The other side has gone.");
            }

            head.Add(next[0]);
        }

        return Encoding.ASCII.GetString([.. head]);
    }
}
