using System.Globalization;
using System.Net.ServerSentEvents;
using System.Net.Sockets;

namespace Sisk.Sse.Stress;

/// <summary>A client that resumes after each disconnect and checks that it sees each number once and in order.</summary>
/// <param name="address">The server.</param>
/// <param name="path">The stream.</param>
/// <param name="receiveBuffer">The size of the receive buffer in bytes. A small one makes the client slow.</param>
internal sealed class ResumingReader(Uri address, string path, int? receiveBuffer = null) : IDisposable
{
    private readonly HttpClient _client = NewClient(address, receiveBuffer);
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastEventId;

    internal int Connects { get; private set; }

    /// <summary>Gets the number after which the client pauses, and the task that ends the pause.</summary>
    internal (int Number, Task Until) Pause { get; init; } = (-1, Task.CompletedTask);

    internal int Next { get; private set; }

    /// <summary>Gets a task that completes once a number has been read. Before that, there is no id to resume from.</summary>
    internal Task Began => _began.Task;

    /// <summary>Reads up to the given number and reconnects as needed. Disconnects at each number of the set.</summary>
    internal async Task ReadToAsync(int count, HashSet<int> leaveAt)
    {
        while (Next < count)
        {
            try
            {
                await ReadOnceAsync(count, leaveAt).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                // Disconnected by the server, within a chunk or before the first.
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpClient NewClient(Uri address, int? receiveBuffer) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            if (receiveBuffer is { } size)
            {
                socket.ReceiveBufferSize = size;
            }

            await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = address,
    };

    private async Task ReadOnceAsync(int count, HashSet<int> leaveAt)
    {
        Connects++;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (_lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", _lastEventId);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
        await foreach (var item in parser.EnumerateAsync().ConfigureAwait(false))
        {
            Check.That(item.EventType == "message", $"A {item.EventType} came where number {Next} was due.");
            var number = int.Parse(item.Data.AsSpan(0, item.Data.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
            Check.That(number == Next, $"Number {number} came where {Next} was due, on connection {Connects}.");
            _lastEventId = item.EventId;
            Next++;
            _began.TrySetResult();
            if (Next == Pause.Number)
            {
                await Pause.Until.ConfigureAwait(false);
            }

            if (Next == count || leaveAt.Remove(Next))
            {
                return;
            }
        }
    }
}
