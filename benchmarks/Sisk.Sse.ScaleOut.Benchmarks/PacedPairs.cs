namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>
/// Some paced events of one backplane: the times of all deliveries, and what servers and clients allocated in the meantime.
/// </summary>
internal sealed record Slice(double[] Milliseconds, long AllocatedBytes);

/// <summary>Two neighbouring slices, one of each backplane.</summary>
internal sealed record Pair(Slice First, Slice Second);

/// <summary>
/// Two backplanes in this process that take turns of a tenth of a second, so that both see the same state of the machine. Their order
/// within a pair is random, because the first affects the second.
/// </summary>
internal sealed class PacedPairs(Backplane first, Backplane second, int seed)
{
    internal const int EventsOfSlice = 20;
    private const int WarmUpEvents = 4000;
    private const int WarmUpPairs = 10;

    private readonly (Backplane Backplane, Arrivals Arrivals)[] _sides = [(first, new Arrivals()), (second, new Arrivals())];
    private readonly Random _order = new(seed);
    private int _sent;

    internal async Task<Pair[]> RunAsync(int servers, int clients, int pairs)
    {
        foreach (var (backplane, arrivals) in _sides)
        {
            await backplane.StartAsync(servers, clients, arrivals);
            await Measure.BurstAsync(backplane, arrivals, WarmUpEvents, servers * clients);
        }

        using var timer = new PeriodicTimer(Measure.Pace);
        var all = new Pair[WarmUpPairs + pairs];
        for (var i = 0; i < all.Length; i++)
        {
            var slices = new Slice[2];
            var turn = _order.Next(2);
            slices[turn] = await SliceAsync(turn, timer, servers * clients);
            slices[1 - turn] = await SliceAsync(1 - turn, timer, servers * clients);
            all[i] = new Pair(slices[0], slices[1]);
        }

        return all[WarmUpPairs..];
    }

    private async Task<Slice> SliceAsync(int side, PeriodicTimer timer, int deliveries)
    {
        var (backplane, arrivals) = _sides[side];
        var before = GC.GetTotalAllocatedBytes();
        var all = arrivals.Expect(EventsOfSlice * deliveries);
        for (var i = 0; i < EventsOfSlice; i++)
        {
            await timer.WaitForNextTickAsync();
            await backplane.SendAsync(_sent++, Arrivals.Stamp());
        }

        await all.WaitAsync(TimeSpan.FromSeconds(30));
        return new Slice(arrivals.ToArray(), GC.GetTotalAllocatedBytes() - before);
    }
}
