using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>The floor: accepts, sends headers, and then one bare socket write for each client and event. No queue, no HTTP, no safety.</summary>
internal sealed class FloorServer : IFanOutServer
{
    private static readonly byte[] _head = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n:\n\n\r\n");

    private readonly Lock _gate = new();
    private readonly List<Socket> _clients = [];

    public Task StartAsync(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(16384);
        _ = AcceptAsync(listener);
        return Task.CompletedTask;
    }

    public ValueTask BroadcastAsync(string data)
    {
        var chunk = Encoding.ASCII.GetBytes($"{data.Length + 8:x}\r\ndata: {data}\n\n\r\n");
        Socket[] clients;
        lock (_gate)
        {
            clients = [.. _clients];
        }

        foreach (var client in clients)
        {
            client.Send(chunk);
        }

        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(Socket listener)
    {
        var request = new byte[1024];
        while (true)
        {
            var client = await listener.AcceptAsync();
            client.NoDelay = true;
            await client.ReceiveAsync(request);
            await client.SendAsync(_head);
            lock (_gate)
            {
                _clients.Add(client);
            }
        }
    }
}
