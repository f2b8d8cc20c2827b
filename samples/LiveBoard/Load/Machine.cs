using System.Runtime.InteropServices;

namespace LiveBoard.Load;

/// <summary>The machine of the figures, and the source of each.</summary>
internal sealed record Machine(
    string Name, string System, int Cores, string Runtime, string CpuSource, string MemorySource, string NetworkSource)
{
    public static Machine Describe(ILoadReader<CpuLoad> cpu, ILoadReader<MemoryLoad> memory, ILoadReader<NetworkLoad> network) => new(
        Environment.MachineName,
        RuntimeInformation.OSDescription,
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription,
        cpu.Source,
        memory.Source,
        network.Source);
}
