using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Sessions;

/// <summary>The answer to a request whose parameters are wrong: problem details (RFC 9457), as the application writes them where it does.</summary>
internal static partial class Refusal
{
    private const string ContentType = "application/problem+json";
    private const string Rfc = "https://tools.ietf.org/html/rfc9110#section-15.5.";

    internal static async Task WriteAsync(HttpContext context, int status, Dictionary<string, string[]> failures)
    {
        var problem = new HttpValidationProblemDetails(failures)
        {
            Title = "The request's parameters are not valid.",
            Status = status,
            Type = status switch
            {
                StatusCodes.Status400BadRequest => Rfc + "1",
                StatusCodes.Status413PayloadTooLarge => Rfc + "14",
                StatusCodes.Status415UnsupportedMediaType => Rfc + "16",
                _ => null,
            },
        };
        context.Response.StatusCode = status;
        var service = context.RequestServices.GetService<IProblemDetailsService>();
        if (service is not null && await service.TryWriteAsync(new() { HttpContext = context, ProblemDetails = problem }).ConfigureAwait(false))
        {
            return;
        }

        // Without it, or for a client that accepts event streams alone. The types are known here, so that it needs no reflection.
        await context.Response.WriteAsJsonAsync(
            problem, ProblemJson.Default.HttpValidationProblemDetails, ContentType, context.RequestAborted).ConfigureAwait(false);
    }

    [JsonSerializable(typeof(HttpValidationProblemDetails))]
    private sealed partial class ProblemJson : JsonSerializerContext;
}
