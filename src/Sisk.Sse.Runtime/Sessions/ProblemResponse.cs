using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Sessions;

/// <summary>
/// The answer to a request whose parameters are wrong: problem details (RFC 9457), as the application writes them where it does.
/// </summary>
internal static class ProblemResponse
{
    private const string ContentType = "application/problem+json";
    private const string Rfc = "https://tools.ietf.org/html/rfc9110#section-15.5.";

    internal static Task WriteAsync(HttpContext context, int status, Dictionary<string, string[]> failures) => WriteAsync(
        context,
        status,
        status is StatusCodes.Status401Unauthorized ? "Sign in first." : "The request's parameters are not valid.",
        failures);

    internal static async Task WriteAsync(HttpContext context, int status, string title, Dictionary<string, string[]>? failures = null)
    {
        var problem = new HttpValidationProblemDetails(failures ?? [])
        {
            Title = title,
            Status = status,
            Type = status switch
            {
                StatusCodes.Status400BadRequest => Rfc + "1",
                StatusCodes.Status401Unauthorized => Rfc + "2",
                StatusCodes.Status404NotFound => Rfc + "5",
                StatusCodes.Status413PayloadTooLarge => Rfc + "14",
                StatusCodes.Status415UnsupportedMediaType => Rfc + "16",
                _ => null,
            },
        };
        await WriteAsync(context, problem, ProblemJson.Default.HttpValidationProblemDetails).ConfigureAwait(false);
    }

    /// <summary>Writes a problem, whose extensions are of JSON's own types.</summary>
    internal static Task WriteAsync(HttpContext context, ProblemDetails problem) =>
        WriteAsync(context, problem, ProblemJson.Default.ProblemDetails);

    private static async Task WriteAsync<T>(HttpContext context, T problem, JsonTypeInfo<T> type)
        where T : ProblemDetails
    {
        context.Response.StatusCode = problem.Status!.Value;
        var service = context.RequestServices.GetService<IProblemDetailsService>();
        if (service is not null
            && await service.TryWriteAsync(new() { HttpContext = context, ProblemDetails = problem }).ConfigureAwait(false))
        {
            return;
        }

        // Without it, or for a client that accepts event streams alone. The types are known here, so that it needs no reflection.
        await context.Response.WriteAsJsonAsync(problem, type, ContentType, context.RequestAborted).ConfigureAwait(false);
    }
}
