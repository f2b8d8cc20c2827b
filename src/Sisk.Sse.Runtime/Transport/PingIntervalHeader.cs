using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Transport;

/// <summary>
/// Tells clients the ping interval of a stream, so that they do not take a quiet connection for a dead one. The default of 15 seconds,
/// which clients assume, is not told: a header costs memory for as long as the stream is open.
/// </summary>
internal static class PingIntervalHeader
{
    private const string Name = "Sse-Ping-Interval";

    private static readonly TimeSpan _assumed = TimeSpan.FromSeconds(15);

    /// <summary>Adds the header, unless the application has set it for messages that it sends at an interval by itself.</summary>
    /// <param name="headers">The headers of the response.</param>
    /// <param name="interval">The interval; infinite for no pings.</param>
    internal static void Set(IHeaderDictionary headers, TimeSpan interval)
    {
        if (interval != _assumed)
        {
            headers.TryAdd(Name, ToMilliseconds(interval).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Returns an interval in milliseconds, as clients are told it; 0 for no pings.</summary>
    /// <remarks>The result is rounded up, so that a short interval does not become 0.</remarks>
    internal static long ToMilliseconds(TimeSpan interval) =>
        interval == Timeout.InfiniteTimeSpan ? 0 : (long)Math.Ceiling(interval.TotalMilliseconds);
}
