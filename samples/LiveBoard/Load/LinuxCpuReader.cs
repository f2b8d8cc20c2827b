using System.Globalization;

namespace LiveBoard.Load;

/// <summary>CPU from /proc/stat: the jiffies that each core was busy, of all that passed.</summary>
internal sealed class LinuxCpuReader : ILoadReader<CpuLoad>
{
    private const int IdleField = 3;
    private const int IoWaitField = 4;
    private const int LastField = 7; // guest time, further on, is counted in user time already

    private Jiffies[] _before = [];

    public string Source => "/proc/stat";

    public CpuLoad Read()
    {
        // The first line is for all cores together, and each following line for one core.
        var now = File.ReadLines("/proc/stat").TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal)).Select(Parse).ToArray();
        var before = _before.Length == now.Length ? _before : now; // a core went or came: start anew
        _before = now;

        var percents = now.Zip(before, Percent).ToArray();
        return new CpuLoad(percents[0], percents[1..]);
    }

    private static Jiffies Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
            .Take(LastField + 1)
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture))
            .ToArray();
        var total = fields.Sum();
        return new Jiffies(total - fields[IdleField] - fields[IoWaitField], total);
    }

    // The kernel's I/O wait time may decrease, hence the clamp.
    private static double Percent(Jiffies now, Jiffies before)
        => now.Total > before.Total ? Math.Clamp(Math.Round(100.0 * (now.Busy - before.Busy) / (now.Total - before.Total), 1), 0, 100) : 0;

    private readonly record struct Jiffies(long Busy, long Total);
}
