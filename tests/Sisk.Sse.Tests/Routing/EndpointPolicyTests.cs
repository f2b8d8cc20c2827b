using System.Net;
using System.Net.Http.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Routing;

/// <summary>Features of ASP.NET Core that act on endpoints treat streams as APIs.</summary>
public sealed class EndpointPolicyTests
{
    [Theory]
    [InlineData("/session/desk/1")]
    [InlineData("/session/waits")]
    public async Task Unauthenticated_client_gets_401_instead_of_a_login_redirect(string path)
    {
        await using var app = await TestApp.StartAsync(
            services: static services =>
            {
                services.AddSingleton<SessionProbe>();
                services.AddAuthentication("Cookies").AddCookie("Cookies");
                services.AddAuthorization();
            },
            mapStreams: static app => app.MapEventStreams().RequireAuthorization());

        using var response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Output_cache_ignores_streams()
    {
        await using var app = await TestApp.StartAsync(
            services: static services =>
            {
                services.AddSingleton<SessionProbe>();
                services.AddOutputCache(static options => options.AddBasePolicy(static policy => policy.Cache()));
            },
            mapStreams: static app =>
            {
                app.UseOutputCache();
                app.MapEventStreams();
            });

        await using var first = await app.OpenAsync("/session/pushed");
        Assert.Equal("first", await first.NextDataAsync());
        await using var second = await app.OpenAsync("/session/pushed");
        Assert.Equal("first", await second.NextDataAsync());
        Assert.Equal(2, app.Get<SessionProbe>().Calls);
        Assert.False(second.Response.Headers.Contains("Age"));
    }

    [Fact]
    public async Task Output_cache_ignores_sources_of_other_endpoints()
    {
        var calls = 0;
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddOutputCache(static options => options.AddBasePolicy(static policy => policy.Cache())),
            mapStreams: static app => app.UseOutputCache(),
            map: app => app.MapGet("/count", async context =>
            {
                await using var sse = context.Request.GetEventSource();
                sse.Send($"{++calls}");
            }));

        Assert.Equal("data: 1\n\n", await app.Client.GetStringAsync("/count", TestContext.Current.CancellationToken));
        Assert.Equal("data: 2\n\n", await app.Client.GetStringAsync("/count", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Output_cache_holds_no_client_until_the_source_of_another_ends()
    {
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddOutputCache(static options => options.AddBasePolicy(static policy => policy.Cache())),
            mapStreams: static app => app.UseOutputCache(),
            map: static app => app.MapGet("/wait", static async context =>
            {
                await using var sse = context.Request.GetEventSource();
                sse.Send("hello");
                await sse.KeepAliveAsync();
            }));
        app.Client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");

        await using var first = await app.OpenAsync("/wait");
        Assert.Equal("hello", await first.NextDataAsync());
        await using var second = await Signal.WithinAsync(app.OpenAsync("/wait"));

        Assert.Equal("hello", await second.NextDataAsync());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Middleware_that_holds_streams_back_is_reported_once(bool passesOn, int expected)
    {
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddSingleton<PullProbe>(),
            mapStreams: app =>
            {
                app.Use(async (context, next) =>
                {
                    var body = context.Response.Body;
                    using var held = new MemoryStream();
                    context.Response.Body = passesOn ? new BufferedStream(body) : held;
                    await next(context);
                    context.Response.Body = body;
                    await body.WriteAsync(held.ToArray());
                });
                app.MapEventStreams();
            });

        Assert.Contains("event: end", await app.Client.GetStringAsync("/pull/count/2", TestContext.Current.CancellationToken));
        Assert.Contains("event: end", await app.Client.GetStringAsync("/pull/count/2", TestContext.Current.CancellationToken));
        Assert.Equal(expected, app.Logs.Entries.Count(static entry => entry.ToString().Contains("'/pull/count/2' back")));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.ServiceUnavailable)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task Concurrency_limiter_counts_open_streams_unless_they_are_exempt(bool exempt, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(
            services: static services =>
            {
                services.AddSingleton<SessionProbe>();
                services.AddRateLimiter(static options => options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(
                    static _ => RateLimitPartition.GetConcurrencyLimiter(0, static _ => new() { PermitLimit = 1 })));
            },
            mapStreams: app =>
            {
                app.UseRateLimiter();
                var streams = app.MapEventStreams();
                if (exempt)
                {
                    streams.DisableRateLimiting();
                }
            });

        await using var first = await app.OpenAsync("/session/pushed");
        Assert.Equal("first", await first.NextDataAsync());
        await using var second = await app.OpenAsync("/session/pushed");

        Assert.Equal(expected, second.Response.StatusCode);
    }

    [Theory]
    [InlineData("/feed/posted")]
    [InlineData("/runs/count/1")]
    [InlineData("/imperative")]
    public async Task Stream_that_requires_an_antiforgery_token_refuses_a_request_without_one(string path)
    {
        await using var app = await TestApp.StartAsync(
            services: static services =>
            {
                services.AddSingleton<SessionProbe>();
                services.AddAntiforgery();
            },
            mapStreams: static app =>
            {
                app.UseAntiforgery();
                app.MapEventStreams().WithMetadata(new RequireAntiforgeryTokenAttribute());
                var group = app.MapGroup("/").WithMetadata(new RequireAntiforgeryTokenAttribute());
                group += new Sisk.Sse.Route(RouteMethod.Post, "/imperative", static request => request.GetEventSource().Close());
            },
            map: static app => app.MapGet("/token", static (HttpContext context, IAntiforgery antiforgery) =>
                antiforgery.GetAndStoreTokens(context).RequestToken));
        var token = await app.Client.GetStringAsync("/token", TestContext.Current.CancellationToken);

        using var refused = await app.Client.PostAsJsonAsync(path, 1, TestContext.Current.CancellationToken);
        app.Client.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(1) };
        using var accepted = await app.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.NotEqual(HttpStatusCode.BadRequest, accepted.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("antiforgery", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stream_method_of_an_MVC_controller_is_not_an_action()
    {
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddHttpContextAccessor().AddControllers()
                .AddApplicationPart(typeof(BalancesController).Assembly),
            map: static app => app.MapControllerRoute("default", "{controller}/{action}"));

        using var action = await app.Client.GetAsync("/Balances/Watch?account=7", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, action.StatusCode);

        await using var stream = await app.OpenAsync("/balances/7/events");
        Assert.Equal("42", await stream.NextDataAsync());
        Assert.Equal("plain", await app.Client.GetStringAsync("/Balances/Plain", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task MVC_action_can_return_the_response_of_a_closed_source()
    {
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddHttpContextAccessor().AddControllers()
                .AddApplicationPart(typeof(BalancesController).Assembly),
            map: static app => app.MapControllerRoute("default", "{controller}/{action}"));

        Assert.Equal(
            "data: from an action\n\n", await app.Client.GetStringAsync("/Balances/Closed", TestContext.Current.CancellationToken));
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }
}

/// <summary>An MVC controller, by naming convention, that also has a stream.</summary>
public sealed class BalancesController
{
    [RouteGet("/balances/{account}/events")]
    public EventStream<int> Watch(string account) => new() { First = [42] };

    public string Plain() => "plain";

    public HttpResponse Closed([Microsoft.AspNetCore.Mvc.FromServices] IHttpContextAccessor accessor)
    {
        var sse = accessor.HttpContext!.Request.GetEventSource();
        sse.Send("from an action");
        return sse.Close();
    }
}
