using System.Globalization;

namespace Sisk.Sse.Client.Connecting;

/// <summary>Finds the server's ping interval of one stream.</summary>
internal static class PingInterval
{
    private const string Header = "Sse-Ping-Interval";

    /// <summary>
    /// Returns the interval: the application's own, the server's, that of the request, or the default. Zero or less for no pings.
    /// </summary>
    /// <param name="options">The options of the application.</param>
    /// <param name="request">The request, whose interval may come from the stream contract.</param>
    /// <param name="response">
    /// The response, whose header contains the interval in milliseconds unless it is the default; null before it has arrived.
    /// </param>
    internal static TimeSpan Of(EventStreamClientOptions options, EventStreamRequest request, HttpResponseMessage? response = null) =>
        options.HasPingInterval ? options.PingInterval : Read(response) ?? request.PingInterval ?? options.PingInterval;

    private static TimeSpan? Read(HttpResponseMessage? response) =>
        response is not null && response.Headers.TryGetValues(Header, out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
