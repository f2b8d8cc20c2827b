using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Sisk.Sse.Sessions;

/// <summary>How long a request's sign-in lasts.</summary>
internal static class AuthenticationTicket
{
    /// <summary>Null where nobody signed in, or for good.</summary>
    internal static TimeSpan? TimeLeft(HttpContext context, TimeProvider time) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc is { } expiry
            ? TimeSpan.FromTicks(Math.Max(0, (expiry - time.GetUtcNow()).Ticks))
            : null;
}
