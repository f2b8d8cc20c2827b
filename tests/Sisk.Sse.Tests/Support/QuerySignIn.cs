using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sisk.Sse.Tests.Support;

/// <summary>Signs in the user named by <c>?as=</c>. The ticket expires after the ticks in <c>?for=</c>, by default after an hour.</summary>
internal sealed class QuerySignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal static readonly TimeSpan TicketLife = TimeSpan.FromHours(1);

    internal static void Add(IServiceCollection services)
    {
        services.AddAuthentication("query").AddScheme<AuthenticationSchemeOptions, QuerySignIn>("query", null);
        services.AddAuthorization(static options => options.AddPolicy("admins", static policy => policy.RequireUserName("admin")));
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Query["as"] is not [{ } name])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], Scheme.Name));
        var expiry = Request.Query["for"] is [{ } ticks]
            ? new DateTimeOffset(Math.Min(long.Parse(ticks, CultureInfo.InvariantCulture), (DateTimeOffset.MaxValue - time.GetUtcNow()).Ticks) + time.GetUtcNow().Ticks, TimeSpan.Zero)
            : time.GetUtcNow() + TicketLife;
        var properties = new AuthenticationProperties { ExpiresUtc = expiry };
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, properties, Scheme.Name)));
    }
}
