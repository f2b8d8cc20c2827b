using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Sources;

/// <summary>The id of the last event that a returning client has seen.</summary>
internal static class LastEventIdReader
{
    private const string Header = "Last-Event-ID";

    /// <summary>For clients that cannot set the header: a page that opens a new <c>EventSource</c>, say.</summary>
    private const string Query = "lastEventId";

    internal static string? Read(HttpRequest request)
    {
        // The header is the later one: a browser that reconnects asks for the same address again.
        string? id = request.Headers[Header];
        if (string.IsNullOrEmpty(id) && request.QueryString.HasValue)
        {
            // Asked for without need, the parsed query stays with the request for as long as the stream is open.
            id = request.Query[Query];
        }

        return string.IsNullOrEmpty(id) ? null : id;
    }
}
