using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace Sisk.Sse.Description;

/// <summary>The responses of a stream's endpoints: those that are declared, and those that the library gives by itself.</summary>
internal static class StreamResponses
{
    /// <summary>Gets the responses, ordered by status.</summary>
    internal static IEnumerable<ApiResponseType> Of(EndpointMetadataCollection metadata, string method, bool hasParameters)
    {
        var responses = DeclaredResponses.Of(metadata);
        var isStop = metadata.GetMetadata<StopDescription>() is not null;
        if (isStop)
        {
            responses.Remove(StatusCodes.Status200OK);
            responses[StatusCodes.Status204NoContent] = Empty(StatusCodes.Status204NoContent, "The answer is stopped.");
        }
        else
        {
            responses[StatusCodes.Status200OK] = Response(StatusCodes.Status200OK, type: null, "text/event-stream");
        }

        if (hasParameters)
        {
            responses.TryAdd(StatusCodes.Status400BadRequest, Problem(StatusCodes.Status400BadRequest));
        }

        if (isStop || metadata.GetMetadata<ResumeDescription>() is not null)
        {
            responses.TryAdd(StatusCodes.Status404NotFound, Problem(StatusCodes.Status404NotFound));
        }

        if (isStop)
        {
            responses.TryAdd(StatusCodes.Status503ServiceUnavailable, Problem(StatusCodes.Status503ServiceUnavailable));
        }
        else if (!HttpMethods.IsGet(method))
        {
            // A GET gets an empty stream instead, since browsers give up at an error.
            responses.TryAdd(
                StatusCodes.Status503ServiceUnavailable,
                Empty(StatusCodes.Status503ServiceUnavailable, "The server is full or stopping. Try again after the time in Retry-After."));
        }

        return responses.OrderBy(static response => response.Key).Select(static response => response.Value);
    }

    private static ApiResponseType Problem(int status) =>
        Response(status, typeof(HttpValidationProblemDetails), "application/problem+json");

    private static ApiResponseType Empty(int status, string description) => new() { StatusCode = status, Description = description };

    private static ApiResponseType Response(int status, Type? type, string contentType) => new()
    {
        StatusCode = status,
        Type = type,
        ApiResponseFormats = { new ApiResponseFormat { MediaType = contentType } },
    };
}
