using System.Diagnostics;
using System.Globalization;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>The events that all clients have received, with their latencies.</summary>
internal sealed class Arrivals
{
    private readonly Lock _gate = new();
    private readonly List<double> _milliseconds = [];
    private TaskCompletionSource _all = new();
    private int _left;

    /// <summary>An event of 120 bytes that begins with the time of its sending.</summary>
    internal static string Stamp() => Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture).PadRight(120, '.');

    /// <summary>Completes when as many deliveries have been made.</summary>
    internal Task Expect(int deliveries)
    {
        lock (_gate)
        {
            _milliseconds.Clear();
            _left = deliveries;
            _all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _all.Task;
        }
    }

    internal void Note(string text) =>
        Note(long.Parse(text.AsSpan(0, text.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture));

    internal void Note(ReadOnlySpan<byte> text) => Note(long.Parse(text[..text.IndexOf((byte)'.')], CultureInfo.InvariantCulture));

    internal double[] ToArray()
    {
        lock (_gate)
        {
            return [.. _milliseconds];
        }
    }

    internal double Percentile(double share)
    {
        lock (_gate)
        {
            _milliseconds.Sort();
            return _milliseconds[(int)Math.Min(_milliseconds.Count - 1, share * _milliseconds.Count)];
        }
    }

    private void Note(long sent)
    {
        var milliseconds = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
        lock (_gate)
        {
            _milliseconds.Add(milliseconds);
            if (--_left == 0)
            {
                _all.TrySetResult();
            }
        }
    }
}
