namespace LiveBoard.Load;

/// <summary>Reads the load each second and, where it is this server's turn, sends it to every page.</summary>
internal sealed class LoadService(
    ILoadReader<CpuLoad> cpu,
    ILoadReader<MemoryLoad> memory,
    ILoadReader<NetworkLoad> network,
    LoadTurn turn,
    LoadEventsBroadcaster pages,
    TimeProvider time,
    ILogger<LoadService> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        Read(); // rates count from here
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var sample = Read();
            try
            {
                if (await turn.IsOursAsync())
                {
                    await pages.BroadcastLoadSampleAsync(sample, stoppingToken);
                }
            }
            catch (Exception exception) when (exception.IsOutage)
            {
                logger.NotShared("load", exception.Message);
            }
        }
    }

    private LoadSample Read() => new(time.GetUtcNow(), cpu.Read(), memory.Read(), network.Read());
}
