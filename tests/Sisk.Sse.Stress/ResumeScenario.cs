using System.Globalization;

namespace Sisk.Sse.Stress;

/// <summary>Clients that disconnect, or are disconnected by the overflow policy, during broadcasts.</summary>
internal static class ResumeScenario
{
    /// <summary>The size of the socket buffers in bytes. Small, so that a burst reaches the bound of the queue.</summary>
    private const int SmallBuffer = 4096;

    internal static async Task<string> DisconnectAsync(Scale scale, int seed)
    {
        await using var app = await StressApp.StartAsync(scale, options => KeepAll(options, scale)).ConfigureAwait(false);
        using var reader = new ResumingReader(app.Address, "/stress/rooms/a");
        var random = new Random(seed);
        var leaveAt = new HashSet<int>();
        while (leaveAt.Count < scale.Disconnects)
        {
            leaveAt.Add(random.Next(1, scale.Events));
        }

        var reading = reader.ReadToAsync(scale.Events, leaveAt);
        await app.CountReachesAsync(1).ConfigureAwait(false);
        await BroadcastAsync(app, reader, scale.Events, size: 20, random).ConfigureAwait(false);
        await reading.WaitAsync(TimeSpan.FromMinutes(2)).ConfigureAwait(false);
        Check.That(reader.Connects > scale.Disconnects, $"It connected only {reader.Connects} times.");
        return $"{reader.Next:N0} events, each once and in order, over {reader.Connects:N0} connections";
    }

    internal static async Task<string> OverflowAsync(Scale scale, int seed)
    {
        await using var app = await StressApp.StartAsync(scale, options =>
        {
            KeepAll(options, scale);
            options.MaxQueuedEvents = 64;
        }, sendBuffer: SmallBuffer).ConfigureAwait(false);

        // The client reads slowly, and pauses once until it has been disconnected.
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Sources.OnEventSourceUnregistration += (_, _) => cut.TrySetResult();
        using var reader = new ResumingReader(app.Address, "/stress/rooms/a", receiveBuffer: SmallBuffer) { Pause = (100, cut.Task) };
        var reading = reader.ReadToAsync(scale.Events, []);
        await app.CountReachesAsync(1).ConfigureAwait(false);
        await BroadcastAsync(app, reader, scale.Events, size: 1000, new Random(seed)).ConfigureAwait(false);
        await reading.WaitAsync(TimeSpan.FromMinutes(2)).ConfigureAwait(false);
        Check.That(reader.Connects > 1, "The client was never cut off: nothing was tried.");
        return $"{reader.Next:N0} events, each once and in order, though cut off {reader.Connects - 1:N0} times for its queue";
    }

    private static void KeepAll(EventStreamOptions options, Scale scale) =>
        (options.History.MaxEvents, options.History.MaxBytes) = (scale.Events, long.MaxValue);

    private static async Task BroadcastAsync(StressApp app, ResumingReader reader, int count, int size, Random random)
    {
        var filling = new string('x', size);
        for (var i = 0; i < count; i++)
        {
            await app.Broadcaster.BroadcastRoomAsync("a", string.Create(CultureInfo.InvariantCulture, $"{i} {filling}")).ConfigureAwait(false);
            if (i == 0)
            {
                await reader.Began.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(false);
            }

            if (random.Next(200) == 0)
            {
                await app.Broadcaster.BroadcastRoomAsync("b", "for another room").ConfigureAwait(false);
                await Task.Delay(1).ConfigureAwait(false);
            }
        }
    }
}
