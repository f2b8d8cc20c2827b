using System.Globalization;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Log.Outages;

/// <summary>
/// Three server processes with clients, and a failure while events are sent. The number of events is 10,000, which keeps the suite short.
/// Set SISK_SSE_CHAOS_EVENTS=50000 for the long form, and SISK_SSE_CHAOS_SEED for another sequence of random choices.
/// </summary>
internal static partial class ChaosRun
{
    internal static readonly int Events =
        int.Parse(Environment.GetEnvironmentVariable("SISK_SSE_CHAOS_EVENTS") ?? "10000", CultureInfo.InvariantCulture);

    private const int Clients = 6;
    private const int InFlight = 256;
    private static readonly int _seed =
        int.Parse(Environment.GetEnvironmentVariable("SISK_SSE_CHAOS_SEED") ?? "20261125", CultureInfo.InvariantCulture);

    /// <summary>Runs with any configuration of the database.</summary>
    /// <param name="database">The configuration.</param>
    /// <param name="mayReset">True if the database may lose acknowledged events, so that clients may get a reset.</param>
    /// <param name="trouble">The failures.</param>
    internal static async Task RunAsync(string database, bool mayReset, Func<NodeProcess[], Random, Func<int, Task>, Task> trouble)
    {
        var random = new Random(_seed);
        await using var nodes = new Nodes(database);
        var broadcaster = await nodes.StartAsync(
            options => options.MaxWait = TimeSpan.FromSeconds(60), options => options.History.MaxEvents = 100_000);
        NodeProcess[] servers = [.. Enumerable.Range(0, 3).Select(_ => new NodeProcess(database, nodes.ApplicationName))];
        try
        {
            await Task.WhenAll(servers.Select(server => server.StartAsync()));

            // Each client begins on one server, and then chooses servers at random.
            var clients = Enumerable.Range(0, Clients)
                .Select(i => new RoamingClient(
                    [.. servers.Skip(i % 3).Concat(servers.Take(i % 3)).Select(server => server.Address)],
                    "/board/a",
                    new Random(_seed + i)))
                .ToArray();
            var reading = Task.WhenAll(clients.Select(client => client.ReadToAsync(Events - 1)));
            await Signal.WithinAsync(Task.WhenAll(clients.Select(client => client.Joined)));

            var progress = new Progress();
            var sending = SendAsync(broadcaster, progress);
            await trouble(servers, random, progress.ReachesAsync);
            await sending;
            while (mayReset && !reading.IsCompleted)
            {
                // A client that gets a reset at the end may have missed the last event, so it is sent again.
                await Nodes.SendAsync(broadcaster, "a", (Events - 1).ToString(CultureInfo.InvariantCulture));
                await Task.WhenAny(reading, Task.Delay(200, TestContext.Current.CancellationToken));
            }

            await reading;
            Assert.All(clients, client => Assert.Empty(client.Faults));
            if (!mayReset)
            {
                Assert.All(clients, client => Assert.Equal(Enumerable.Range(0, Events), client.Seen));
                Assert.All(clients, client => Assert.Equal(0, client.Resets));
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Kills one server after the other while events arrive. Each has just returned when the next is killed.</summary>
    internal static async Task KillServersAsync(NodeProcess[] servers, Random random, Func<int, Task> sent)
    {
        var starting = Task.CompletedTask;
        random.Shuffle(servers);
        for (var round = 0; round < 4; round++)
        {
            await sent((Events * (1 + round) / 6) + random.Next(Events / 10));
            var victim = servers[round % servers.Length];
            await starting;
            await victim.KillAsync();
            starting = victim.StartAsync();
        }

        await starting;
    }

    private static async Task SendAsync(TestApp app, Progress progress)
    {
        // Broadcasts keep the order of their calls, even if several are in flight.
        var onTheWay = new Queue<Task>();
        for (var i = 0; i < Events; i++)
        {
            onTheWay.Enqueue(Nodes.SendAsync(app, "a", i.ToString(CultureInfo.InvariantCulture)).AsTask());
            if (onTheWay.Count == InFlight)
            {
                await onTheWay.Dequeue();
                progress.Note(i);
            }
        }

        await Task.WhenAll(onTheWay);
        progress.Note(int.MaxValue);
    }

    /// <summary>The number of events that have been sent.</summary>
    private sealed class Progress
    {
        private readonly Lock _gate = new();
        private readonly PriorityQueue<TaskCompletionSource, int> _awaited = new();
        private int _sent;

        internal void Note(int sent)
        {
            lock (_gate)
            {
                _sent = sent;
                while (_awaited.TryPeek(out var signal, out var at) && at <= sent)
                {
                    _awaited.Dequeue();
                    signal.TrySetResult();
                }
            }
        }

        internal Task ReachesAsync(int sent)
        {
            lock (_gate)
            {
                if (sent <= _sent)
                {
                    return Task.CompletedTask;
                }

                var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited.Enqueue(signal, sent);
                return signal.Task;
            }
        }
    }
}
