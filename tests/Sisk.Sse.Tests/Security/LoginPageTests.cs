using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>
/// Cookie authentication redirects a page to a login page, and never a stream or a call, whose client would take the login page for the
/// answer.
/// </summary>
public sealed class LoginPageTests
{
    [Theory]
    [InlineData("GET", "/feed/bare/a", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/notices", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/page", HttpStatusCode.Redirect)]
    [InlineData("GET", "/_streams/", HttpStatusCode.Redirect)]
    [InlineData("GET", "/_streams/events", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/_streams/connections", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/_streams/targets", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/_streams/close", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/_streams/send", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/publish/any", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/publish", HttpStatusCode.Unauthorized)]
    public async Task Stream_or_call_is_answered_with_401_where_a_page_is_redirected(string method, string path, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(
            services: static services =>
            {
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                services.AddAuthorization();
                services.AddDataProtection().UseEphemeralDataProtectionProvider();
            },
            mapStreams: static app =>
            {
                app.MapEventStreams().RequireAuthorization();
                app.MapEventStreamInspector("/_streams").RequireAuthorization();
                app.MapEventStreamPublisher("/publish").RequireAuthorization();
                app.MapGet("/page", static () => "a page").RequireAuthorization();
            });
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Client.BaseAddress };

        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }
}
