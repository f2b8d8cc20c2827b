using System.Security.Claims;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>The notices of a signed-in user.</summary>
public sealed class NoticeEvents
{
    [RouteGet("/notices", Identifier = "notices/{userId}")]
    public EventStream<string> Watch([FromClaim(ClaimTypes.NameIdentifier)] string userId) => new() { First = [$"hello {userId}"] };

    /// <summary>Signs in the user of a cookie.</summary>
    internal static Task SignInAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Cookies["user"] is { } user)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], "cookie"));
        }

        return next(context);
    }
}
