using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Publishing;

/// <summary>The reason why a request publishes nothing, answered as problem details (RFC 9457).</summary>
internal sealed class PublishProblem(int status, string title, string? detail = null) : Exception(title)
{
    /// <summary>Gets the mistakes in the body.</summary>
    internal IReadOnlyList<PublishError> Errors { get; init; } = [];

    /// <summary>Gets the names of all streams, for a request that named an unknown one.</summary>
    internal string[] Streams { get; init; } = [];

    /// <summary>Gets a value indicating whether the same request may succeed in a moment.</summary>
    internal bool CanRetry { get; init; }

    /// <summary>Answers the request.</summary>
    internal Task WriteAsync(HttpContext context)
    {
        var problem = new ProblemDetails { Status = status, Title = Message, Detail = detail };
        if (Errors.Count > 0)
        {
            problem.Extensions["errors"] = JsonSerializer.SerializeToElement(Errors, PublishJson.Default.IReadOnlyListPublishError);
        }

        if (Streams.Length > 0)
        {
            problem.Extensions["streams"] = JsonSerializer.SerializeToElement(Streams, PublishJson.Default.StringArray);
        }

        if (CanRetry)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return ProblemResponse.WriteAsync(context, problem);
    }
}
