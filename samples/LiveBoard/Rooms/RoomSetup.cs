namespace LiveBoard.Rooms;

internal static class RoomSetup
{
    public static void AddRooms(this IServiceCollection services)
    {
        services.AddSingleton<RoomDirectory>();
        services.AddSingleton<RoomTalk>();
        services.AddSingleton<RoomPresence>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomPresence>());
    }
}
