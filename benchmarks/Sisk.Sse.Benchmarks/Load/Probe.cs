using System.Diagnostics;
using System.Text;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Asks an ordinary endpoint for its small answer again and again, one request at a time.</summary>
internal static class Probe
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);

    internal static LatencyHistogram Run(int port, string path, int count)
    {
        var latencies = new LatencyHistogram();
        using var socket = LoadGenerator.Request(port, path);
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var answer = new byte[4096];
        socket.Receive(answer);
        for (var i = 0; i < count; i++)
        {
            Thread.Sleep(_pause);
            var sent = Stopwatch.GetTimestamp();
            socket.Send(request);
            if (socket.Receive(answer) == 0 || !answer.AsSpan().StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidOperationException($"The server answered {path} with: " + Encoding.ASCII.GetString(answer));
            }

            latencies.Add(Stopwatch.GetTimestamp() - sent);
        }

        return latencies;
    }
}
