using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>
/// The floor: accepts, sends headers, and then one bare <c>send(2)</c> for each client and event, from a loop over descriptors. No queue,
/// no HTTP, no <see cref="Socket"/>, no safety: a client that does not read stops everything.
/// </summary>
internal sealed partial class FloorServer : IFanOutServer
{
    private static readonly byte[] _head = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n:\n\n\r\n");

    private readonly ConcurrentQueue<Socket> _accepted = new();
    private readonly List<int> _clients = [];

    public Task<int> StartAsync()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        new Thread(() => Accept(listener)) { IsBackground = true }.Start();
        return Task.FromResult(((IPEndPoint)listener.LocalEndPoint!).Port);
    }

    public ValueTask BroadcastAsync(string data)
    {
        var chunk = Encoding.ASCII.GetBytes($"{data.Length + 8:x}\r\ndata: {data}\n\n\r\n");
        for (var added = _clients.Count; added < _accepted.Count; added++)
        {
            _clients.Add((int)_accepted.ElementAt(added).Handle);
        }

        foreach (var client in CollectionsMarshal.AsSpan(_clients))
        {
            if (Send(client, in chunk[0], chunk.Length, 0) != chunk.Length)
            {
                throw new InvalidOperationException($"The floor could not write: error {Marshal.GetLastPInvokeError()}.");
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Accept(Socket listener)
    {
        // Sockets that are only ever used synchronously stay blocking, which a bare write needs.
        var request = new byte[1024];
        while (true)
        {
            var client = listener.Accept();
            client.NoDelay = true;
            client.Receive(request);
            client.Send(_head);
            _accepted.Enqueue(client);
        }
    }

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int descriptor, in byte first, nint length, int flags);
}
