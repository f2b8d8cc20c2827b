using System.Collections.Concurrent;
using System.Globalization;
using System.Net.ServerSentEvents;

namespace Sisk.Sse.Stress;

/// <summary>Threads that send, broadcast, ping, close and dispose on the same connections.</summary>
internal static class ThreadScenario
{
    private const int Threads = 64;
    private const int Clients = 32;

    internal static async Task<string> RunAsync(Scale scale, int seed)
    {
        await using var app = await StressApp.StartAsync(scale, static options => options.MaxQueuedEvents = 512).ConfigureAwait(false);
        var (registered, unregistered, received, accepted) = (0L, 0L, 0L, 0L);
        app.Sources.OnEventSourceRegistered += (_, _) => Interlocked.Increment(ref registered);
        app.Sources.OnEventSourceUnregistration += (_, _) =>
        {
            Interlocked.Increment(ref unregistered);
            throw new InvalidTimeZoneException("A handler that throws harms nobody.");
        };
        using var stop = new CancellationTokenSource();
        using var client = new HttpClient { BaseAddress = app.Address };
        var reading = Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            var path = number % 2 == 0 ? $"/source/{number}" : $"/stress/rooms/{number % 5}";
            while (!stop.IsCancellationRequested)
            {
                Interlocked.Add(ref received, await ReadAsync(client, path, stop.Token).ConfigureAwait(false));
            }
        })).ToList();

        // On a busy machine, the run could otherwise be over before a client connects.
        await Check.BecomesAsync(() => Volatile.Read(ref registered) >= Clients, () => $"{registered} of {Clients} clients have connected.").ConfigureAwait(false);
        var end = DateTime.UtcNow + scale.Threads;
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            try
            {
                Interlocked.Add(ref accepted, Act(app, number, new Random(seed + number), end));
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        foreach (var thread in threads)
        {
            Check.That(thread.Join(scale.Threads + TimeSpan.FromSeconds(30)), "A thread hangs.");
        }

        Check.That(failures.IsEmpty, $"{failures.Count} threads threw, as {failures.FirstOrDefault()}");
        await stop.CancelAsync().ConfigureAwait(false);
        app.Sources.DropAll();
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
        await Check.BecomesAsync(() => app.Sources.Count == 0 && app.OpenConnections == 0, () => $"{app.Sources.Count} sources are left.").ConfigureAwait(false);
        await Check.BecomesAsync(
            () => Volatile.Read(ref registered) == Volatile.Read(ref unregistered),
            () => $"{registered} were registered and {unregistered} unregistered.").ConfigureAwait(false);
        Check.That(received > 0 && accepted > 0, "Nothing was sent.");
        return $"{accepted:N0} sends and broadcasts by {Threads} threads, {received:N0} events read whole and in order, {registered:N0} connections, none left";
    }

    private static long Act(StressApp app, int thread, Random random, DateTime end)
    {
        var accepted = 0L;
        for (var count = 0; DateTime.UtcNow < end; count++)
        {
            var name = random.Next(Clients / 2) * 2;
            var source = app.Sources.GetByIdentifier($"source/{name}");
            var data = Data(thread, count, random.Next(300));
            switch (random.Next(1000))
            {
                case < 400:
                    accepted += source?.Send(data, eventName: "sent") is true ? 1 : 0;
                    break;
                case < 500:
                    foreach (var found in app.Sources.FindByPrefix("source"))
                    {
                        accepted += found.Send(data, eventName: "sent") ? 1 : 0;
                    }

                    break;
                case < 980:
                    app.Broadcaster.BroadcastRoomAsync($"{random.Next(5)}", data).AsTask().GetAwaiter().GetResult();
                    accepted++;
                    break;
                case < 990:
                    source?.WithPing(static ping => ping.Start("%ping%", TimeSpan.FromMilliseconds(5)));
                    break;
                case < 994:
                    source?.Cancel();
                    break;
                case < 996:
                    source?.Close();
                    break;
                case < 997:
                    source?.Close(CloseMode.Permanent);
                    break;
                case < 998:
                    source?.Dispose();
                    break;
                case < 999:
                    app.Sources.CloseByPrefix($"stress/rooms/{random.Next(5)}");
                    break;
                default:
                    Thread.Sleep(1);
                    break;
            }
        }

        return accepted;
    }

    private static string Data(int thread, int count, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{thread}:{count}:{length}:") + new string((char)('a' + (thread % 26)), length);

    private static async Task<long> ReadAsync(HttpClient client, string path, CancellationToken stop)
    {
        var received = 0L;
        var last = new Dictionary<(string, int), int>();
        try
        {
            using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false));
            await foreach (var item in parser.EnumerateAsync(stop).ConfigureAwait(false))
            {
                if (item.EventType is "reset")
                {
                    // On a busy machine, more may be broadcast while the client connects than the history holds.
                    continue;
                }

                var parts = item.Data.Split(':');
                Check.That(item.EventType is "sent" or "message" && parts.Length == 4, $"A frame is broken: {item.EventType} {item.Data}");
                var (thread, count, length) = (Number(parts[0]), Number(parts[1]), Number(parts[2]));
                Check.That(item.Data == Data(thread, count, length), $"Frames are mixed: {item.Data}");
                Check.That(
                    !last.TryGetValue((item.EventType, thread), out var before) || before < count,
                    $"Thread {thread}'s event {count} came after its event {before}.");
                last[(item.EventType, thread)] = count;
                received++;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // Disconnected because of a full queue, or the run has ended.
        }

        return received;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
