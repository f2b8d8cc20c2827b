using System.Threading.Channels;

namespace LiveBoard.Rooms;

/// <summary>Counts who is in each room and tells every page when that changes.</summary>
internal sealed class RoomPresence(HttpEventSourceCollection connections, RoomDirectory rooms, RoomEventsBroadcaster people) : BackgroundService
{
    // One place: a hundred people who come at once are one piece of news.
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public RoomSummary[] Summaries()
        => [.. rooms.Names().Select(name => new RoomSummary(name, connections.FindByPrefix(RoomEventsBroadcaster.WatchIdentifier.Prefix(name)).Length))];

    public void Changed() => _changes.Writer.TryWrite(true);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        connections.OnEventSourceRegistered += CameOrWent;
        connections.OnEventSourceUnregistration += CameOrWent;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync(stoppingToken))
        {
            await people.BroadcastDirectoryAsync(new RoomEvent.Directory(Summaries()), stoppingToken);
        }
    }

    private void CameOrWent(object? sender, HttpRequestEventSource connection)
    {
        if (RoomEventsBroadcaster.WatchIdentifier.TryParse(connection.Identifier, out var _))
        {
            Changed();
        }
    }
}
