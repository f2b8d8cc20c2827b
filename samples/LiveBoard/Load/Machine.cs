using System.Runtime.InteropServices;

namespace LiveBoard.Load;

/// <summary>Which machine the figures are of, and where each comes from.</summary>
internal sealed record Machine(string Name, string System, int Cores, string Runtime, string CpuSource, string MemorySource, string NetworkSource)
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
