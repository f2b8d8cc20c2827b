using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Protection;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Inspection;

/// <summary>Handles the requests that change something, and refuses those of other sites.</summary>
internal static class ActionRequest
{
    /// <summary>Handles a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">The type of its body.</param>
    /// <param name="act">Performs the action. It gets the body and the user's name.</param>
    internal static async Task HandleAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, Func<T, string?, CancellationToken, Task<ActionView>> act)
        where T : class
    {
        var (body, refusal) = await ReadAsync(context, type).ConfigureAwait(false);
        var answer = refusal ?? await act(body!, context.User.Identity?.Name, context.RequestAborted).ConfigureAwait(false);
        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsJsonAsync(answer, InspectorJson.Default.ActionView, cancellationToken: context.RequestAborted)
            .ConfigureAwait(false);
    }

    private static async Task<(T? Body, ActionView? Refusal)> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!SameOrigin.Has(context.Request))
        {
            return (null, new ActionView("This request does not come from the page of the inspector.", StatusCodes.Status403Forbidden));
        }

        // A form of another site cannot send this type.
        if (!JsonRequest.HasReadableType(context.Request))
        {
            return (null, new ActionView(
                "The Content-Type is not JSON in a known character set. Send 'application/json'.",
                StatusCodes.Status415UnsupportedMediaType));
        }

        try
        {
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted).ConfigureAwait(false) is { } body)
            {
                return (body, null);
            }
        }
        catch (Exception exception) when (exception is JsonException or IOException and not BadHttpRequestException)
        {
            // Answered below, if anybody still reads the answer.
        }

        return (null, new ActionView("The body is not the expected JSON.", StatusCodes.Status400BadRequest));
    }
}
