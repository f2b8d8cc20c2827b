using StackExchange.Redis;

namespace LiveBoard.Load;

internal static class LoadSetup
{
    public static void AddLoad(this IServiceCollection services, IConnectionMultiplexer? redis)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new LoadTurn(redis));
        services.AddHostedService<LoadService>();
        if (OperatingSystem.IsLinux())
        {
            services.AddSingleton<ILoadReader<CpuLoad>, LinuxCpuReader>();
            services.AddSingleton<ILoadReader<MemoryLoad>, LinuxMemoryReader>();
            services.AddSingleton<ILoadReader<NetworkLoad>, LinuxNetworkReader>();
        }
        else
        {
            services.AddSingleton<ILoadReader<CpuLoad>, ProcessCpuReader>();
            services.AddSingleton<ILoadReader<MemoryLoad>, RuntimeMemoryReader>();
            services.AddSingleton<ILoadReader<NetworkLoad>, InterfaceNetworkReader>();
        }
    }

    public static void MapMachine(this IEndpointRouteBuilder endpoints)
        => endpoints.MapGet("/machine", (ILoadReader<CpuLoad> cpu, ILoadReader<MemoryLoad> memory, ILoadReader<NetworkLoad> network)
            => TypedResults.Ok(Machine.Describe(cpu, memory, network)));
}
