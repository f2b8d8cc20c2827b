using System.Net;
using System.Net.Sockets;

namespace Sisk.Sse.Client.Tests.Faults;

/// <summary>
/// A proxy in front of a server that fails each event stream in turn, at a random byte of it, as a schedule says. What is no event stream
/// passes through. After the schedule all goes well.
/// </summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    /// <summary>The duration of a restart, in which clients are refused.</summary>
    private static readonly TimeSpan _downTime = TimeSpan.FromMilliseconds(20);

    private readonly Uri _server;
    private readonly Queue<Fault> _schedule;
    private readonly Random _random;
    private readonly (int Min, int Max) _bytes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private TcpListener _listener;
    private TaskCompletionSource _listening = new();

    /// <param name="server">The server behind the proxy.</param>
    /// <param name="schedule">The faults, in order.</param>
    /// <param name="seed">Of what is random.</param>
    /// <param name="bytes">The minimum and maximum number of bytes of a stream that pass before it fails.</param>
    public FaultyProxy(Uri server, IEnumerable<Fault> schedule, int seed, (int Min, int Max) bytes)
    {
        (_server, _schedule, _random, _bytes) = (server, new(schedule), new(seed), bytes);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _listening.SetResult();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Raised when a stream has reached the server, with whether it will fail.</summary>
    public event Action<bool>? Connected;

    /// <summary>Gets the number of requests of event streams.</summary>
    public int Requests { get; private set; }

    /// <summary>A schedule of all faults in random order, each as often as the others.</summary>
    public static IEnumerable<Fault> Mixed(int count, int seed)
    {
        var faults = Enumerable.Range(0, count).Select(i => (Fault)(i % Enum.GetValues<Fault>().Length)).ToArray();
        new Random(seed).Shuffle(faults);
        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                served.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Stopped permanently, or for a restart.
                await Task.WhenAny(_listening.Task, Task.Delay(Timeout.Infinite, _stop.Token));
            }
        }

        await Task.WhenAll(served);
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using var connection = new ProxyConnection(client, _server, _stop.Token);
            await connection.ReadHeadAsync();
            if (!connection.IsEventStream)
            {
                await connection.PassAsync();
                return;
            }

            Requests++;
            var fault = _schedule.TryDequeue(out var next) ? next : (Fault?)null;
            if (fault is Fault.BadGateway or Fault.Unavailable)
            {
                await connection.AnswerAsync(fault is Fault.BadGateway ? "502 Bad Gateway" : "503 Service Unavailable\r\nRetry-After: 0");
                return;
            }

            await connection.OpenAsync();
            Connected?.Invoke(fault is not null);
            await connection.StreamAsync(fault, fault is null ? long.MaxValue : _random.Next(_bytes.Min, _bytes.Max));
            if (fault is Fault.Restart)
            {
                await RestartAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client or the server has gone.
        }
    }

    private async Task RestartAsync()
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _listening = listening;
        _listener.Stop();
        await Task.Delay(_downTime, CancellationToken.None);
        _listener = new TcpListener(IPAddress.Loopback, Address.Port);
        _listener.Start();
        listening.SetResult();
    }
}
