using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Sources;

/// <summary>Reads a client's last event ID (HTML standard, section 9.2.4).</summary>
internal static class LastEventIdReader
{
    private const string Header = "Last-Event-ID";

    /// <summary>The query parameter for clients that cannot set the header, such as a page that opens a new <c>EventSource</c>.</summary>
    private const string Query = "lastEventId";

    internal static string? Read(HttpRequest request)
    {
        // A browser reconnects to the same URL, so the header is newer than the query parameter.
        string? id = request.Headers[Header];
        if (string.IsNullOrEmpty(id) && request.QueryString.HasValue)
        {
            // The parsed query stays in memory while the stream is open, so it is read only if needed.
            id = request.Query[Query];
        }

        return string.IsNullOrEmpty(id) ? null : id;
    }
}
