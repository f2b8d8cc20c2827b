using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Tests.Support;

/// <summary>A client that reads the raw bytes of an HTTP/1.1 response.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly StringBuilder _received = new();
    private NetworkStream _stream = null!;

    internal string Received => _received.ToString();

    internal static Task<RawClient> GetAsync(Uri server, string path, int? receiveBuffer = null) =>
        AskAsync(server, $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\n\r\n", receiveBuffer);

    /// <summary>Connects and sends the given text.</summary>
    internal static async Task<RawClient> AskAsync(Uri server, string request, int? receiveBuffer = null)
    {
        var raw = new RawClient();
        if (receiveBuffer is { } size)
        {
            raw._client.ReceiveBufferSize = size;
        }

        await raw._client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        raw._stream = raw._client.GetStream();
        await raw.SendAsync(request);
        return raw;
    }

    internal Task SendAsync(string text) =>
        _stream.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken).AsTask();

    /// <summary>Reads until the text has been received.</summary>
    internal async Task ReadUntilAsync(string text)
    {
        var buffer = new byte[4096];
        while (!Received.Contains(text, StringComparison.Ordinal))
        {
            var read = await Signal.WithinAsync(_stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask());
            Assert.True(read > 0, $"The connection ended before '{text}' came. It sent: {Received}");
            _received.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
    }

    /// <summary>Reads until the server closes the connection. Returns everything received.</summary>
    internal async Task<string> ReadToEndAsync()
    {
        using var reader = new StreamReader(_stream);
        return Received + await Signal.WithinAsync(reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Reads until the server closes or resets the connection. Returns everything received.</summary>
    internal async Task<string> ReadToResetAsync()
    {
        try
        {
            await ReadUntilAsync("\0");
        }
        catch (Exception exception) when (exception is IOException or Xunit.Sdk.XunitException)
        {
            // The expected end of the connection. The text is never found, because a stream contains no NUL.
        }

        return Received;
    }

    /// <summary>Resets the connection, as a crashed browser does.</summary>
    internal void Reset()
    {
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();
}
