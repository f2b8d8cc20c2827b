using System.Threading.Channels;

namespace LiveBoard.Rooms;

/// <summary>Tells every page how many people are in each room when that changes.</summary>
internal sealed class RoomPresence(IRooms rooms, RoomEventsBroadcaster people, TimeProvider time, ILogger<RoomPresence> logger)
    : BackgroundService
{
    private static readonly TimeSpan _untilNextTry = TimeSpan.FromSeconds(1);

    // A capacity of one: a hundred people who join at once cause one update.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>All rooms, with the people on every server.</summary>
    public async Task<RoomSummary[]> SummariesAsync()
    {
        var present = (await people.ListWatchAsync()).ToLookup(each => each.room);
        return [.. (await rooms.NamesAsync()).Select(name => new RoomSummary(name, present[name].Count()))];
    }

    public void Changed() => _changes.Writer.TryWrite(true);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        people.WatchPresenceChanged += (_, _) => Changed();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await people.BroadcastDirectoryToAllAsync(new RoomEvent.Directory(await SummariesAsync()), stoppingToken);
            }
            catch (Exception exception) when (exception.IsOutage)
            {
                logger.NotShared("directory", exception.Message);
                await Task.Delay(_untilNextTry, time, stoppingToken);
                Changed();
            }
        }
    }
}
