using System.Globalization;
using Sisk.Sse.Client;

namespace Sisk.Sse.Stress;

/// <summary>
/// Clients of Sisk.Sse.Client over many cuts. Each sees each number once and in order, and nothing of the cuts is left at the end.
/// </summary>
internal static class ClientScenario
{
    private const int Readers = 16;
    private const int NumbersPerPart = 10;
    private const string Room = "clients";

    internal static async Task<string> RunAsync(Scale scale, int seed)
    {
        await using var app = await StressApp.StartAsync(scale, static options =>
        {
            options.MinRetry = TimeSpan.FromMilliseconds(1);
            options.MaxRetry = TimeSpan.FromMilliseconds(5);
        }).ConfigureAwait(false);
        await CutAsync(app, Math.Max(scale.Disconnects / 10, 10), seed).ConfigureAwait(false);
        await app.CountReachesAsync(0).ConfigureAwait(false);
        var (memory, timers, sockets) = (GC.GetTotalMemory(forceFullCollection: true), Timer.ActiveCount, OpenSockets());

        var responses = await CutAsync(app, scale.Disconnects, seed + 1).ConfigureAwait(false);

        await app.CountReachesAsync(0).ConfigureAwait(false);
        var more = 0.0;
        await Check.BecomesAsync(
            () => (more = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1048576.0) < 4,
            () => $"{more:F1} MiB more memory is held than after the first cuts.").ConfigureAwait(false);
        await Check.BecomesAsync(
            () =>
            {
                // Each time: a response may be let go after the collection above.
                GC.Collect();
                return responses.All(static response => !response.TryGetTarget(out _));
            },
            () => $"{responses.Count(static response => response.TryGetTarget(out _))} of {responses.Count} responses are still referred to.").ConfigureAwait(false);
        await Check.BecomesAsync(
            () => Timer.ActiveCount <= timers && OpenSockets() <= sockets,
            () => $"{Timer.ActiveCount} timers and {OpenSockets()} sockets are open instead of {timers} and {sockets}.").ConfigureAwait(false);
        return $"{scale.Disconnects:N0} cuts of {Readers} clients, {responses.Count:N0} responses; no response, timer or socket left, {more:F1} MiB more than after the first cuts";
    }

    /// <summary>Reads while connections are cut. Returns what refers to the responses weakly.</summary>
    private static async Task<IReadOnlyCollection<WeakReference<HttpResponseMessage>>> CutAsync(StressApp app, int cuts, int seed)
    {
        var random = new Random(seed);
        var connections = new SemaphoreSlim(0);
        EventHandler<HttpRequestEventSource> note = (_, _) => connections.Release();
        app.Sources.OnEventSourceRegistered += note;
        var count = 1 + (cuts * 2 * NumbersPerPart);
        using var network = new CuttableNetwork(app.Address);
        var readers = Enumerable.Range(0, Readers).Select(_ => new NumberReader(network.Client, $"/stress/rooms/{Room}", count)).ToList();
        var reading = readers.ConvertAll(static reader => Task.Run(reader.ReadAsync));
        await AllAreOpenAsync().ConfigureAwait(false);
        var next = 0;
        await BroadcastAsync(1).ConfigureAwait(false);
        await Task.WhenAll(readers.Select(static reader => reader.Began)).WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
        for (var cut = 0; cut < cuts; cut++)
        {
            await BroadcastAsync(NumbersPerPart).ConfigureAwait(false);
            if (random.Next(2) == 0)
            {
                app.Sources.DropAll();
            }
            else
            {
                network.Cut();
            }

            // As the clients come back, while they come back, and never too late for the last cut.
            await BroadcastAsync(NumbersPerPart - 1).ConfigureAwait(false);
            await AllAreOpenAsync().ConfigureAwait(false);
            await BroadcastAsync(1).ConfigureAwait(false);
        }

        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(false);
        app.Sources.OnEventSourceRegistered -= note;
        return network.Responses;

        async Task AllAreOpenAsync()
        {
            for (var i = 0; i < Readers; i++)
            {
                Check.That(
                    await connections.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false),
                    $"Only {i} of {Readers} clients have come back.");
            }
        }

        async Task BroadcastAsync(int numbers)
        {
            for (var i = 0; i < numbers; i++)
            {
                await app.Broadcaster.BroadcastRoomAsync(Room, (next++).ToString(CultureInfo.InvariantCulture), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Counts the sockets of this process, of clients and server; 0 where the system does not tell.</summary>
    private static int OpenSockets() => OperatingSystem.IsLinux()
        ? new DirectoryInfo("/proc/self/fd").GetFileSystemInfos()
            .Count(static file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : 0;

    /// <summary>Reads numbers from 0 on.</summary>
    private sealed class NumberReader(HttpClient http, string path, int count)
    {
        private static readonly EventStreamClientOptions _options =
            new() { Retry = TimeSpan.FromMilliseconds(1), MaxRetry = TimeSpan.FromMilliseconds(20) };

        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Gets a task that completes with the first number. Before it, there is no id to resume from.</summary>
        internal Task Began => _began.Task;

        internal async Task ReadAsync()
        {
            var next = 0;
            var call = new EventStreamCall { Reset = static () => throw new InvalidOperationException("The client was reset.") };
            await foreach (var text in new EventStreamClient(http, _options).ReadText(path, call).ConfigureAwait(false))
            {
                Check.That(text == next.ToString(CultureInfo.InvariantCulture), $"{text} came instead of {next}.");
                _began.TrySetResult();
                if (++next == count)
                {
                    return;
                }
            }
        }
    }
}
