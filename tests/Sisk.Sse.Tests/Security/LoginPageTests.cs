using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Cookie authentication redirects a page to a login page, and never a stream, which <c>EventSource</c> would try to read.</summary>
public sealed class LoginPageTests
{
    [Theory]
    [InlineData("/feed/bare/a", HttpStatusCode.Unauthorized)]
    [InlineData("/notices", HttpStatusCode.Unauthorized)]
    [InlineData("/page", HttpStatusCode.Redirect)]
    public async Task Stream_is_answered_with_401_where_a_page_is_redirected(string path, HttpStatusCode expected)
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
                app.MapGet("/page", static () => "a page").RequireAuthorization();
            });
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Client.BaseAddress };

        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }
}
