using System.Text;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>Formats and parses the end of a run for other servers: the state, a blank, and the last frame.</summary>
internal static class RunEndText
{
    internal static string Format(RunEnd end) => $"{end.State} {Encoding.UTF8.GetString(end.Last.Bytes)}";

    /// <summary>Parses an end. One of a later version counts as an interruption.</summary>
    internal static RunEnd Parse(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && Enum.TryParse<RunState>(text.AsSpan(0, blank), out var state)
            ? new RunEnd(state, FrameEncoder.FromBytes(Encoding.UTF8.GetBytes(text[(blank + 1)..])))
            : RunEnd.Interrupted;
    }
}
