namespace LiveBoard.Load;

/// <summary>The load of the machine in one second.</summary>
internal sealed record LoadSample(DateTimeOffset At, CpuLoad Cpu, MemoryLoad Memory, NetworkLoad Network);

/// <summary>CPU in percent of all cores together, and of each; <paramref name="Cores"/> is empty where the system does not tell.</summary>
internal sealed record CpuLoad(double Percent, double[] Cores);

/// <summary>Memory in bytes.</summary>
internal sealed record MemoryLoad(long Used, long Total);

/// <summary>Bytes a second through the network, loopback left out.</summary>
internal sealed record NetworkLoad(long In, long Out);
