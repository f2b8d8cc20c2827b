using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Routing;

/// <summary>
/// The antiforgery tokens of routes that require one. ASP.NET Core's middleware only records that a token is missing: the binding of forms
/// rejects the request, and a stream has none.
/// </summary>
internal static class AntiforgeryCheck
{
    /// <summary>Adds the check to a handler, if the middleware validates requests of its method.</summary>
    internal static RequestDelegate Add(string method, RequestDelegate handler) =>
        HttpMethods.IsGet(method) ? handler : context => IsInvalid(context) ? RefuseAsync(context) : handler(context);

    private static bool IsInvalid(HttpContext context) => context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };

    private static Task RefuseAsync(HttpContext context) => ProblemResponse.WriteAsync(
        context, StatusCodes.Status400BadRequest, "The antiforgery token is missing or not valid.");
}
