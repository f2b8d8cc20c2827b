using System.Diagnostics;
using System.Globalization;

namespace Sisk.Sse.Benchmarks.Processes;

/// <summary>The operating system's figures for a process and those that it has started.</summary>
internal sealed class ProcessFigures(int id)
{
    /// <summary>Processor time, user and system.</summary>
    internal TimeSpan Cpu => Sum(static process => process.TotalProcessorTime.Ticks) is var ticks ? TimeSpan.FromTicks(ticks) : default;

    /// <summary>Resident memory in bytes.</summary>
    internal long Memory => Sum(static process => process.WorkingSet64);

    /// <summary>The most that it has ever been.</summary>
    internal long PeakMemory => Sum(static process => process.PeakWorkingSet64);

    private long Sum(Func<Process, long> figure)
    {
        var sum = 0L;
        foreach (var member in Family())
        {
            using var process = Process.GetProcessById(member);
            sum += figure(process);
        }

        return sum;
    }

    private IEnumerable<int> Family()
    {
        // Of these servers only nginx has children: its workers.
        var children = $"/proc/{id}/task/{id}/children";
        var text = File.Exists(children) ? File.ReadAllText(children) : "";
        var ids = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return ids.Select(child => int.Parse(child, CultureInfo.InvariantCulture)).Prepend(id);
    }
}
