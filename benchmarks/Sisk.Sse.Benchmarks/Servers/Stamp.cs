using System.Diagnostics;
using System.Globalization;

namespace Sisk.Sse.Benchmarks.Servers;

/// <summary>
/// Events that carry when they were sent: <c>@</c>, and a monotonic timestamp that all processes read from the same clock.
/// </summary>
internal static class Stamp
{
    internal static async Task SendAsync(int count, TimeSpan interval, int bytes, Func<string, ValueTask> send)
    {
        for (var sent = 0; sent < count; sent++)
        {
            var stamp = "@" + Stopwatch.GetTimestamp().ToString("d20", CultureInfo.InvariantCulture);
            await send(stamp.PadRight(bytes, 'x'));
            if (interval > TimeSpan.Zero)
            {
                await Task.Delay(interval);
            }
        }
    }
}
