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

    /// <summary>Whether the client was told not to come back, and comes all the same as browsers do. The answer is made then: 204 ends it.</summary>
    /// <remarks>Public for the handlers that 1.0.0 generated; those of now are asked only after it.</remarks>
    public static bool HasEnded(HttpContext context)
    {
        if (LastEventId(context) != StreamEventId.End)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
