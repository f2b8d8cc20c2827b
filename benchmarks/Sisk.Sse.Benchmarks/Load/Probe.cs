using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Asks an ordinary endpoint for its small answer again and again, one request at a time.</summary>
internal static class Probe
{
    /// <summary>The answer of the endpoint.</summary>
    internal static readonly byte[] Answer = "ok"u8.ToArray();

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);

    internal static LatencyHistogram Run(int port, string path, int count)
    {
        var latencies = new LatencyHistogram();
        using var socket = LoadGenerator.Request(port, path);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Receive(socket, path);
        for (var i = 0; i < count; i++)
        {
            Thread.Sleep(_pause);
            var sent = Stopwatch.GetTimestamp();
            socket.Send(request);
            Receive(socket, path);
            latencies.Add(Stopwatch.GetTimestamp() - sent);
        }

        return latencies;
    }

    private static void Receive(Socket socket, string path)
    {
        var answer = new byte[1024];
        var length = 0;
        do
        {
            var read = socket.Receive(answer.AsSpan(length));
            length += read;
            if (read == 0 || !answer.AsSpan().StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidOperationException($"The server answered {path} with: " + Encoding.ASCII.GetString(answer, 0, length));
            }
        }
        while (!answer.AsSpan(0, length).EndsWith(Answer));
    }
}
