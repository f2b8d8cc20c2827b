using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Client.Tests.Faults;

/// <summary>
/// A server that answers each connection with the next of its answers, byte by byte as they stand there, and remembers the requests.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    /// <summary>The head of an answer that holds an event stream, up to the end of the connection.</summary>
    public const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    /// <summary>The answer that ends a stream permanently.</summary>
    public const string NoContent = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";

    /// <summary>At the end of an answer: the connection stays open.</summary>
    public const char Stay = '\u0001';

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<string> _answers;
    private readonly Task _serving;

    public ScriptedServer(params IEnumerable<string> answers)
    {
        _answers = new(answers);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Gets the requests: their heads, and bodies as far as they came with them.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Gets what the header of each request's last event ID was; null without one.</summary>
    public IEnumerable<string?> LastEventIds => Requests.Select(request => Header(request, "Last-Event-ID"));

    public static string? Header(string request, string name) => request.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Socket>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                open.Add(client);
                var buffer = new byte[64 * 1024];
                var request = "";
                while (!IsComplete(request) && await client.ReceiveAsync(buffer, _stop.Token) is > 0 and var count)
                {
                    request += Encoding.UTF8.GetString(buffer, 0, count);
                }

                if (request.Length == 0)
                {
                    client.Dispose();
                    continue;
                }

                Requests.Enqueue(request);
                var answer = _answers.TryDequeue(out var next) ? next : NoContent;
                await client.SendAsync(Encoding.UTF8.GetBytes(answer.TrimEnd(Stay)), _stop.Token);
                if (!answer.EndsWith(Stay))
                {
                    client.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception exception) when (_stop.IsCancellationRequested || exception is SocketException)
        {
            open.ForEach(client => client.Dispose());
        }
    }

    private static bool IsComplete(string request) =>
        request.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end
        && request.Length - end - 4 >= int.Parse(Header(request, "Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
}
