using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Transport;

/// <summary>Response headers that the application sets.</summary>
public sealed class ResponseHeaderTests
{
    [Theory]
    [InlineData("/orders/1/messages/alice", "text/event-stream", "no-store, no-transform")]
    [InlineData("/orders/1/messages/alice", "*/*", "no-store, no-transform")]
    [InlineData("/route", "application/json", "no-store, no-transform")]
    [InlineData("/own", "text/event-stream", "no-cache,no-store")]
    [InlineData("/page", "text/event-stream", "no-cache,no-store")]
    public async Task Cache_control_of_a_stream_is_kept_when_a_session_replaces_it_at_the_start(string path, string accept, string expected)
    {
        await using var app = await TestApp.StartAsync(
            static app =>
            {
                app.UseSession();
                app.Use((context, next) =>
                {
                    context.Session.SetInt32("visits", 1);
                    return next(context);
                });
                app.MapGet("/own", static async (HttpRequest request) =>
                {
                    await using var source = request.GetEventSource();
                    source.AppendHeader("Cache-Control", "max-age=5");
                    source.Send("event");
                });
                app.MapGet("/page", static () => "page");
                app += new Route(RouteMethod.Get, "/route", static request =>
                {
                    using var source = request.GetEventSource();
                    source.Send("event");
                    return source.Close();
                });
            },
            services: static services => services.AddDistributedMemoryCache().AddSession());

        Assert.Equal([expected], await CacheControlAsync(app, path, accept));
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("*/*")]
    public async Task Cache_control_of_a_stream_is_kept_when_a_sign_in_cookie_is_renewed(string accept)
    {
        await using var app = await TestApp.StartAsync(
            static app =>
            {
                app.UseAuthentication();
                app.MapGet("/sign-in", static () => TypedResults.SignIn(new ClaimsPrincipal(new ClaimsIdentity("test"))));
            },
            services: static services => services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(
                static options => options.Events.OnCheckSlidingExpiration = static context =>
                {
                    context.ShouldRenew = true;
                    return Task.CompletedTask;
                }));
        using var signedIn = await app.Client.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];

        Assert.Equal(["no-store, no-transform"], await CacheControlAsync(app, "/orders/1/messages/alice", accept, cookie));
    }

    [Theory]
    [InlineData("Transfer-Encoding", "identity")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("Content-Length", "5")]
    [InlineData("Connection", "close")]
    [InlineData("Keep-Alive", "timeout=5")]
    [InlineData("Proxy-Connection", "close")]
    [InlineData("Upgrade", "h2c")]
    [InlineData("Trailer", "X-End")]
    [InlineData("TE", "trailers")]
    [InlineData("X Name", "a")]
    [InlineData("X-Näme", "a")]
    [InlineData("X-Name:", "a")]
    [InlineData("X-Name\r\n", "a")]
    [InlineData("X-Name", "Jörg")]
    [InlineData("X-Name", "a\r\nX-Other: b")]
    [InlineData("X-Name", "a\nb")]
    [InlineData("X-Name", "a\0b")]
    [InlineData("X-Name", "\u007f")]
    [InlineData("X-Name", "\u2028")]
    public async Task AppendHeader_refuses_framing_headers_and_invalid_text(string name, string value)
    {
        var thrown = new TaskCompletionSource<Exception?>();
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/stream", request =>
        {
            using var source = request.GetEventSource();
            thrown.SetResult(Record.Exception(() => source.AppendHeader(name, value)));
            source.AppendHeader("X-Good", "a\tb ~");
            source.Send("event");
            return source.Close();
        })));

        await using var reading = await app.OpenAsync("/stream");

        var exception = Assert.IsType<ArgumentException>(await Signal.WithinAsync(thrown.Task));
        Assert.Equal("X-Name" == name ? "value" : "name", exception.ParamName);
        Assert.Equal("event", await reading.NextDataAsync());
        Assert.Equal("a\tb ~", Assert.Single(reading.Response.Headers.GetValues("X-Good")));
        Assert.False(reading.Response.Headers.Contains("X-Other"));
    }

    [Theory]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("content-encoding", "gzip")]
    public async Task AppendHeader_refuses_a_type_or_encoding_that_is_not_of_a_stream(string name, string value)
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/shared", async context =>
        {
            await using var sse = context.Request.GetEventSource();
            sse.Send(Assert.Throws<ArgumentException>(() => sse.AppendHeader(name, value)).Message);
        }));

        Assert.Contains(
            name, await app.Client.GetStringAsync("/shared", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Headers_set_by_the_application_are_not_overwritten()
    {
        await using var app = await TestApp.StartAsync(static app => app.MapGet("/shared", static async context =>
        {
            await using var sse = context.Request.GetEventSource();
            sse.AppendHeader("Cache-Control", "public, max-age=29");
            sse.AppendHeader("Content-Type", "text/event-stream; charset=utf-8");
            sse.AppendHeader("X-Accel-Buffering", "yes");
            sse.AppendHeader("Vary", "Accept-Language");
            sse.Send("x");
        }));

        using var response = await app.Client.GetAsync("/shared", TestContext.Current.CancellationToken);

        Assert.Equal(
            ("public, max-age=29", "text/event-stream; charset=utf-8", "yes"),
            (response.Headers.CacheControl!.ToString(), response.Content.Headers.ContentType!.ToString(), response.Headers.GetValues("X-Accel-Buffering").Single()));
        Assert.Equal(["*", "Accept-Language"], response.Headers.Vary.Order());
    }

    private static async Task<IEnumerable<string>> CacheControlAsync(TestApp app, string path, string accept, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var response = await app.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.True(response.Headers.Contains("Set-Cookie"));
        return [.. response.Headers.NonValidated["Cache-Control"]];
    }
}
