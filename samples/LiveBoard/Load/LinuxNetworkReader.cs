using System.Globalization;

namespace LiveBoard.Load;

/// <summary>
/// Network from /proc/net/dev: the interfaces with a device behind them, so that no byte counts twice on its way through a bridge.
/// </summary>
internal sealed class LinuxNetworkReader(TimeProvider time) : ILoadReader<NetworkLoad>
{
    private const int HeadingLines = 2;
    private const int BytesInField = 0;
    private const int BytesOutField = 8;

    private readonly NetworkRate _rate = new(time);

    public string Source => "/proc/net/dev";

    public NetworkLoad Read()
    {
        var interfaces = File.ReadLines("/proc/net/dev").Skip(HeadingLines).Select(Parse).Where(item => item.Name != "lo").ToArray();
        var devices = Array.FindAll(interfaces, item => Path.Exists($"/sys/class/net/{item.Name}/device"));
        var counted = devices.Length > 0 ? devices : interfaces; // a container has none
        return _rate.Since((counted.Sum(item => item.In), counted.Sum(item => item.Out)));
    }

    private static Interface Parse(string line)
    {
        var colon = line.IndexOf(':');
        var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Interface(line[..colon].Trim(), Number(fields[BytesInField]), Number(fields[BytesOutField]));
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    private readonly record struct Interface(string Name, long In, long Out);
}
