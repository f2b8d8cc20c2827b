using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Sisk.Sse.Stress;

/// <summary>
/// Endpoints that return early, forget their source, throw, hang or ignore its end, while another thread keeps sending to
/// every recent source, open or ended. Each client must see only its own tokens, and nothing may be left at the end.
/// </summary>
internal static partial class MisuseScenario
{
    private const int Workers = 32;
    private const int Remembered = 64;
    private static readonly string[] _kinds = ["early", "forgets", "throws", "throws-first", "hangs", "ignores", "closes", "disposes"];

    internal static async Task<string> RunAsync(Scale scale, int seed)
    {
        var sources = new ConcurrentQueue<HttpRequestEventSource>();
        await using var app = await StressApp.StartAsync(
            scale,
            static options => (options.DuplicateIdentifiers, options.DrainTimeout) = (DuplicateIdentifierPolicy.Allow, TimeSpan.FromMilliseconds(200)),
            map: endpoints => Map(endpoints, sources)).ConfigureAwait(false);
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(() => SendToAll(sources, stop.Token));
        var whole = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(unchecked((seed * 31) + worker));
            for (var i = worker; i < scale.Misuses; i += Workers)
            {
                if (await ComeAndGoAsync(app.Address, random, i).ConfigureAwait(false))
                {
                    Interlocked.Increment(ref whole);
                }
            }
        }))).ConfigureAwait(false);
        await Check.BecomesAsync(
            () => app.Sources.Count == 0 && app.Sessions == 0 && app.OpenConnections == 0 && app.ClockEntries == 0,
            () => $"{app.Sources.Count} sources, {app.Sessions} sessions, {app.OpenConnections} connections and {app.ClockEntries} entries of the clock are left.")
            .ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        Check.That(whole > scale.Misuses / 10, $"Only {whole} second requests were answered in full.");
        return $"{scale.Misuses:N0} connects and aborts, {whole:N0} with both responses in full; each saw its own tokens only, and nothing is left";
    }

    private static void Map(IEndpointRouteBuilder endpoints, ConcurrentQueue<HttpRequestEventSource> sources)
    {
        endpoints.MapGet("/plain/{token}", static context => context.Response.WriteAsync($"{context.Request.RouteValues["token"]} end"));
        endpoints.MapGet("/misuse/{kind}/{token}", async context =>
        {
            var (kind, token) = ((string)context.Request.RouteValues["kind"]!, (string)context.Request.RouteValues["token"]!);
            var sse = context.Request.GetEventSource("misuse/" + token);
            sources.Enqueue(sse);
            if (kind == "throws-first")
            {
                sse.Dispose();
                throw new InvalidOperationException("before the first event");
            }

            sse.Send(token);
            await Task.Yield();
            sse.Send(token);
            await LeaveAsync(kind, sse).ConfigureAwait(false);
        });
    }

    private static async Task LeaveAsync(string kind, HttpRequestEventSource sse)
    {
        switch (kind)
        {
            case "throws":
                throw new InvalidOperationException("after the first event");
            case "hangs":
                using (new Timer(static source => ((HttpRequestEventSource)source!).Close(), sse, dueTime: 5, Timeout.Infinite))
                {
                    await sse.KeepAliveAsync().ConfigureAwait(false);
                }

                break;
            case "ignores":
                sse.Close();
                await Task.Delay(10, CancellationToken.None).ConfigureAwait(false);
                break;
            case "closes":
                sse.Close();
                break;
            case "disposes":
                await sse.DisposeAsync().ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Sends to open and ended sources, as an application does that keeps references to them.</summary>
    private static void SendToAll(ConcurrentQueue<HttpRequestEventSource> sources, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var source in sources)
            {
                source.Send(source.Identifier!["misuse/".Length..]);
            }

            while (sources.Count > Remembered)
            {
                sources.TryDequeue(out _);
            }

            Thread.Yield();
        }
    }

    /// <summary>Sends two pipelined requests. Returns whether the second was answered in full.</summary>
    private static async Task<bool> ComeAndGoAsync(Uri address, Random random, int number)
    {
        var (first, second) = ($"T{number}a", $"T{number}b");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.LingerState = new LingerOption(true, 0);
        await socket.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
        var request = Encoding.ASCII.GetBytes(
            $"GET /misuse/{_kinds[random.Next(_kinds.Length)]}/{first} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"
            + $"GET /plain/{second} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n");
        var reads = random.Next(3) == 0 ? random.Next(3) : int.MaxValue;
        var received = new StringBuilder();
        try
        {
            await socket.SendAsync(request).ConfigureAwait(false);
            var buffer = new byte[4096];
            for (; reads > 0; reads--)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
                var length = await socket.ReceiveAsync(buffer, patience.Token).ConfigureAwait(false);
                if (length == 0)
                {
                    break;
                }

                received.Append(Encoding.ASCII.GetString(buffer, 0, length));
            }
        }
        catch (SocketException)
        {
            // The server aborted a response that failed after its headers.
        }

        var text = received.ToString();
        var answer = text.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal);
        foreach (Match match in Token().Matches(text))
        {
            Check.That(match.Value == first || match.Value == second, $"The client of {first} saw {match.Value}: {text}");
        }

        var isWhole = text.EndsWith($"{second} end\r\n0\r\n\r\n", StringComparison.Ordinal);
        Check.That(
            !isWhole || !text.AsSpan(answer).Contains(first, StringComparison.Ordinal),
            $"{first} stands in the response after its own: {text}");
        return isWhole;
    }

    [GeneratedRegex(@"T\d+[ab]")]
    private static partial Regex Token();
}
