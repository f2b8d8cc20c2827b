using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Routing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>Access to the inspector.</summary>
public sealed class InspectorProtectionTests
{
    public static TheoryData<string> Addresses => ["", "events", "tail", "connections", "targets", "inspector.js", "client.js"];

    [Fact]
    public async Task Application_does_not_start_outside_Development_without_a_policy()
    {
        await using var app = Build("Production", static inspector => inspector);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("MapEventStreamInspector(…).RequireAuthorization(…)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "")]
    [InlineData("Production", "policy")]
    [InlineData("Production", "anonymous")]
    [InlineData("Production", "group")]
    public async Task Application_starts_in_Development_or_with_a_decision(string environment, string decision)
    {
        await using var app = Build(environment, inspector => decision switch
        {
            "policy" => inspector.RequireAuthorization("admins"),
            "anonymous" => inspector.AllowAnonymous(),
            _ => inspector,
        }, isInGroup: decision == "group");

        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task User_without_the_policy_gets_nothing(string address)
    {
        await using var app = await TestApp.StartAsync(
            static app => app.MapEventStreamInspector("/_streams").RequireAuthorization("admins"), services: QuerySignIn.Add);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, address));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, address + "?as=ann"));
        if (address != "tail")
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, address + "?as=admin"));
        }
    }

    [Fact]
    public async Task User_without_the_policy_closes_nothing()
    {
        await using var app = await TestApp.StartAsync(
            static app => app.MapEventStreamInspector("/_streams").RequireAuthorization("admins"), services: QuerySignIn.Add);
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync("/_streams/close?as=ann", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Page_is_below_its_address_wherever_that_is()
    {
        await using var app = await TestApp.StartAsync(static app => app.MapGroup("/admin")
            .MapEventStreamInspector("look/").AllowAnonymous());
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = app.Client.BaseAddress };

        using var response = await client.GetAsync("/admin/look?as=ann%20b", TestContext.Current.CancellationToken);
        using var page = await client.GetAsync(
            new Uri(new Uri(client.BaseAddress!, "/admin/look"), response.Headers.Location!), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Found, "look/?as=ann%20b"), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Equal("/admin/look/", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_can_be_the_root_of_a_base_path()
    {
        await using var app = await TestApp.StartAsync(static app =>
        {
            app.UsePathBase("/base");
            app.UseRouting();
            app.MapEventStreamInspector("/").AllowAnonymous();
        });

        using var response = await app.Client.GetAsync("/base", TestContext.Current.CancellationToken);

        Assert.Equal("/base/", response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Second_inspector_is_refused()
    {
        await using var app = Build("Development", static inspector => inspector);

        var failure = Assert.Throws<InvalidOperationException>(() => app.MapEventStreamInspector("/other"));

        Assert.Contains("mapped already", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestApp app, string address)
    {
        using var response = await app.Client.GetAsync(
            "/_streams/" + address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static WebApplication Build(
        string environment, Func<IEndpointConventionBuilder, IEndpointConventionBuilder> decide, bool isInGroup = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();

        // Other tests' controllers need services that this application does not have.
        builder.Host.UseDefaultServiceProvider(static options => options.ValidateOnBuild = false);
        QuerySignIn.Add(builder.Services);
        builder.Services.AddEventStreams();
        builder.Services.RemoveAll<ServiceRequirement>();
        var app = builder.Build();
        decide(isInGroup ? app.MapGroup("/admin").RequireAuthorization().MapEventStreamInspector("/_streams") : app.MapEventStreamInspector("/_streams"));
        return app;
    }
}
