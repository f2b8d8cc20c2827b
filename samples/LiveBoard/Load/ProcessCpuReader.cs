using System.Runtime.Versioning;

namespace LiveBoard.Load;

/// <summary>Reads the CPU of this process alone, where .NET knows no figure for the whole machine.</summary>
[UnsupportedOSPlatform("ios")]
[UnsupportedOSPlatform("tvos")]
internal sealed class ProcessCpuReader(TimeProvider time) : ILoadReader<CpuLoad>
{
    private TimeSpan _usedBefore = Environment.CpuUsage.TotalTime;
    private long _readAt = time.GetTimestamp();

    public string Source => "this process alone; no figure for each core on this system";

    public CpuLoad Read()
    {
        var elapsed = time.GetElapsedTime(_readAt) * Environment.ProcessorCount;
        var used = Environment.CpuUsage.TotalTime;
        var percent = elapsed > TimeSpan.Zero ? 100 * ((used - _usedBefore) / elapsed) : 0;
        _usedBefore = used;
        _readAt = time.GetTimestamp();
        return new CpuLoad(Math.Clamp(Math.Round(percent, 1), 0, 100), []);
    }
}
