using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Tests.Binding;

namespace Sisk.Sse.Tests.Security;

/// <summary>Streams whose parameters are claims of the signed-in user.</summary>
[RoutePrefix("/notices")]
public sealed class NoticeEvents
{
    [RouteGet("/", Identifier = "notices/{userId}")]
    public EventStream<string> Notice([FromClaim(ClaimTypes.NameIdentifier)] string userId) => new();

    [RouteGet("/bound")]
    public static IAsyncEnumerable<string> Claimed(
        [FromClaim("number")] int number, [FromClaim("role")] string[] roles, [FromClaim("city")] string? city, int page) =>
        Bound.As(number, string.Join('+', roles), city, page);

    [RouteGet("/imperative")]
    public static async Task<HttpResponse> Imperative(HttpRequest request, [FromClaim(ClaimTypes.NameIdentifier)] string userId)
    {
        var source = request.GetEventSource();
        source.Send(userId);
        return await source.CloseAsync();
    }
}
