using System.Globalization;

namespace LiveBoard.Load;

/// <summary>Memory from /proc/meminfo: what is not available to a new program counts as used.</summary>
internal sealed class LinuxMemoryReader : ILoadReader<MemoryLoad>
{
    public string Source => "/proc/meminfo";

    public MemoryLoad Read()
    {
        var lines = File.ReadAllLines("/proc/meminfo");
        var total = Bytes(lines, "MemTotal:");
        return new MemoryLoad(total - Bytes(lines, "MemAvailable:"), total);
    }

    private static long Bytes(string[] lines, string name)
    {
        var line = lines.First(line => line.StartsWith(name, StringComparison.Ordinal));
        var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
    }
}
