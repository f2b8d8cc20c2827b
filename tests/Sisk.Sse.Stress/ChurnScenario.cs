using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Sisk.Sse.Stress;

/// <summary>Clients that disconnect in every phase of a request. Nothing of them may be left at the end.</summary>
internal static class ChurnScenario
{
    private const int Workers = 32;
    private static readonly string[] _paths = ["/stress/rooms/a", "/stress/ticks", "/source/x", "/stress/rooms/%2F%00"];

    internal static async Task<string> RunAsync(Scale scale, int seed)
    {
        await using var app = await StressApp.StartAsync(
            scale, static options => options.DuplicateIdentifiers = DuplicateIdentifierPolicy.Allow)
            .ConfigureAwait(false);
        using var stop = new CancellationTokenSource();
        var broadcasting = BroadcastAsync(app, stop.Token);
        await ConnectAsync(app, Math.Max(scale.Connects / 10, 500), seed).ConfigureAwait(false);
        await NothingIsLeftAsync(app).ConfigureAwait(false);
        var (memory, threads) = (GC.GetTotalMemory(forceFullCollection: true), Process.GetCurrentProcess().Threads.Count);

        await ConnectAsync(app, scale.Connects, seed + 1).ConfigureAwait(false);

        await stop.CancelAsync().ConfigureAwait(false);
        await broadcasting.ConfigureAwait(false);
        await NothingIsLeftAsync(app).ConfigureAwait(false);
        var more = 0.0;
        await Check.BecomesAsync(
            () => (more = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1048576.0) < 8,
            () => $"{more:F1} MiB more memory is held than after the first tenth.").ConfigureAwait(false);
        var moreThreads = Process.GetCurrentProcess().Threads.Count - threads;
        Check.That(moreThreads < 16, $"{moreThreads} more threads run than after the first tenth.");
        return $"{scale.Connects:N0} connects and aborts; no connection, no entry of the clock left, {more:F1} MiB and {moreThreads} threads more than after the first tenth";
    }

    private static Task NothingIsLeftAsync(StressApp app) => Check.BecomesAsync(
        () => app.Sources.Count == 0 && app.OpenConnections == 0 && app.ClockEntries == 0,
        () => $"{app.Sources.Count} sources, {app.OpenConnections} connections and {app.ClockEntries} entries of the clock are left.");

    private static Task ConnectAsync(StressApp app, int count, int seed) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(unchecked((seed * 31) + worker));
            for (var i = worker; i < count; i += Workers)
            {
                await ComeAndGoAsync(app.Address, random).ConfigureAwait(false);
            }
        })));

    private static async Task ComeAndGoAsync(Uri address, Random random)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port).ConfigureAwait(false);
        var request = Encoding.ASCII.GetBytes(
            $"GET {_paths[random.Next(_paths.Length)]} HTTP/1.1\r\nHost: {address.Authority}\r\nLast-Event-ID: {random.Next()}\r\n\r\n");
        var phase = random.Next(6);
        try
        {
            // Disconnects within the request, after it, or after some reads of the response.
            await socket.SendAsync(phase == 0 ? request.AsMemory(0, random.Next(request.Length)) : request).ConfigureAwait(false);
            var buffer = new byte[512];
            for (var reads = phase - 2; reads > 0; reads--)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
                if (await socket.ReceiveAsync(buffer, patience.Token).ConfigureAwait(false) == 0)
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server closed the connection first, or the stream had no more events.
        }

        // Resets the connection, as a killed browser does, so that no port stays in TIME_WAIT.
        socket.LingerState = new LingerOption(true, 0);
    }

    private static async Task BroadcastAsync(StressApp app, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await app.Broadcaster.BroadcastRoomToAllAsync($"event {i}", CancellationToken.None).ConfigureAwait(false);
            app.Sources.GetByIdentifier("source/x")?.Send($"event {i}");
            await Task.Delay(1, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
