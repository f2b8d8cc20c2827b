using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Sessions;

/// <summary>Reads the time until which a request's sign-in is valid.</summary>
internal static class AuthenticationTicket
{
    /// <summary>Gets the remaining time. Null if nobody signed in, or if the sign-in has no end.</summary>
    internal static TimeSpan? TimeLeft(HttpContext context, TimeProvider time) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } expiry
            ? TimeSpan.FromTicks(Math.Max(0, (expiry - time.GetUtcNow()).Ticks))
            : null;
}
