using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sisk.Sse.Tests.Support;

/// <summary>Signs in whom <c>?as=</c> names, with a ticket that is good for an hour, or for as many ticks as <c>?for=</c> says.</summary>
internal sealed class QuerySignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TimeProvider time)
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
