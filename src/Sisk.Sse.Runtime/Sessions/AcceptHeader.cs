using Microsoft.AspNetCore.Http;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Sessions;

/// <summary>Recognizes requests for event streams before it is known which endpoint serves them.</summary>
internal static class AcceptHeader
{
    /// <summary>Returns true if the request accepts event streams by name, as those of browsers and of this library's clients do.</summary>
    internal static bool NamesEventStreams(HttpRequest request)
    {
        foreach (var accepted in request.Headers.Accept)
        {
            if (accepted is not null && accepted.Contains(ResponseHeader.ContentType, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
