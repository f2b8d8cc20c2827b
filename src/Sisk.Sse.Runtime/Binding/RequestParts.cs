using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Log;
using Sisk.Sse.Sources;

namespace Sisk.Sse.CompilerServices;

/// <summary>Parts of a request that are given to parameters as they are. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestParts
{
    /// <summary>The object that the user's method is called on, of this request's services.</summary>
    public static T Controller<T>(HttpContext context)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.RequestServices.GetRequiredService<T>();
    }

    /// <summary>The id of the last event that a returning client has seen; null for one that has seen none.</summary>
    public static string? LastEventId(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return LastEventIdReader.Read(context.Request);
    }

    /// <summary>Answers with 204 and returns true if the client was told not to come back and has come back, as browsers do.</summary>
    internal static bool HasEnded(HttpContext context)
    {
        if (LastEventId(context) != StreamEventId.End)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
