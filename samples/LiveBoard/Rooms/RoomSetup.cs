using StackExchange.Redis;

namespace LiveBoard.Rooms;

internal static class RoomSetup
{
    public static void AddRooms(this IServiceCollection services, IConnectionMultiplexer? redis)
    {
        services.AddSingleton<IRooms>(redis is null ? new MemoryRooms() : new RedisRooms(redis));
        services.AddSingleton<RoomPresence>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomPresence>());
    }
}
