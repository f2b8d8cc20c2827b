using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Thousands of clients that read event streams, on one thread.</summary>
internal sealed class LoadGenerator
{
    private const int Descriptors = 20_000;

    /// <summary>As many wait for an answer at once as Kestrel's backlog holds: beyond it, the kernel drops them for a second.</summary>
    private const int Window = 512;

    private readonly Epoll _epoll = new();
    private readonly LoadConnection[] _connections = new LoadConnection[Descriptors];
    private readonly List<Socket> _stalled = [];
    private readonly SemaphoreSlim _window = new(Window);
    private int _count;
    private Exception? _failure;

    internal LoadGenerator() => new Thread(ReadAll) { IsBackground = true, Name = "clients" }.Start();

    internal LoadCounts Counts { get; } = new();

    /// <summary>Opens streams as fast as the server takes them; returns when the head of each answer has come.</summary>
    internal TimeSpan Open(int port, string path, int count, string? lastEventId = null)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            _window.Wait();
            var socket = Request(port, path, lastEventId);
            socket.Blocking = false;
            _connections[_count] = new LoadConnection(socket);
            _epoll.Watch(socket, _count++);
        }

        for (var i = 0; i < Window; i++)
        {
            _window.Wait();
        }

        _window.Release(Window);
        return _failure is null ? Stopwatch.GetElapsedTime(began) : throw _failure;
    }

    /// <summary>Opens streams of clients that read the head of the answer, and never again.</summary>
    internal void Stall(int port, int count)
    {
        var head = new byte[4096];
        for (var i = 0; i < count; i++)
        {
            var socket = Request(port, "/events");
            socket.Receive(head);
            _stalled.Add(socket);
        }
    }

    /// <summary>Waits until as many events have come, or for as long as any still come.</summary>
    internal void Wait(long expected, TimeSpan quiet)
    {
        var (last, since) = (Counts.Received, Stopwatch.GetTimestamp());
        while (last < expected && Stopwatch.GetElapsedTime(since) < quiet)
        {
            Thread.Sleep(10);
            if (Counts.Received is var received && received != last)
            {
                (last, since) = (received, Stopwatch.GetTimestamp());
            }
        }
    }

    internal static Socket Request(int port, string path, string? lastEventId = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        var resume = lastEventId is null ? "" : $"Last-Event-ID: {lastEventId}\r\n";
        socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n{resume}\r\n"));
        return socket;
    }

    private void ReadAll()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            for (var left = _epoll.Wait(); left > 0; left--)
            {
                Read(_connections[_epoll.Token(left - 1)], buffer);
            }
        }
    }

    private void Read(LoadConnection connection, byte[] buffer)
    {
        var reading = LoadConnection.Reading.Opened;
        try
        {
            reading = connection.Read(buffer, Counts);
        }
        catch (InvalidOperationException exception)
        {
            _failure = exception;
        }

        if (reading is LoadConnection.Reading.Opened)
        {
            _window.Release();
        }
        else if (reading is LoadConnection.Reading.Ended)
        {
            Counts.AddEnded();
        }
    }
}
