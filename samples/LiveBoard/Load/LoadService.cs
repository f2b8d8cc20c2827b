namespace LiveBoard.Load;

/// <summary>Reads the load each second and sends it to every page.</summary>
internal sealed class LoadService(
    ILoadReader<CpuLoad> cpu,
    ILoadReader<MemoryLoad> memory,
    ILoadReader<NetworkLoad> network,
    LoadHistory history,
    LoadEventsBroadcaster pages,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        Read(); // rates count from here
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var sample = Read();
            history.Add(sample);
            await pages.BroadcastLoadSampleAsync(sample, stoppingToken);
        }
    }

    private LoadSample Read() => new(time.GetUtcNow(), cpu.Read(), memory.Read(), network.Read());
}
