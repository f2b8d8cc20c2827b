using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Infrastructure;

/// <summary>Parts of a request that are given to parameters as they are. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestParts
{
    /// <summary>The id of the last event that a returning client has seen; null for one that has seen none.</summary>
    public static string? LastEventId(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return LastEventIdReader.Read(context.Request);
    }
}
