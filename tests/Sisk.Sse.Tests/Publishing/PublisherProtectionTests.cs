using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Routing;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using static Sisk.Sse.Tests.Publishing.PublisherApp;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>Access to the publisher.</summary>
public sealed class PublisherProtectionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Application_does_not_start_outside_Development_without_a_policy(bool publishesOnly)
    {
        await using var app = Build("Production", publishesOnly, static publisher => publisher);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("MapEventStreamPublisher(…).RequireAuthorization(…)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", "")]
    [InlineData("Production", "policy")]
    [InlineData("Production", "anonymous")]
    public async Task Application_starts_in_Development_or_with_a_decision(string environment, string decision)
    {
        await using var app = Build(environment, publishesOnly: false, publisher => decision switch
        {
            "policy" => publisher.RequireAuthorization("admins"),
            "anonymous" => publisher.AllowAnonymous(),
            _ => publisher,
        });

        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Publisher_needs_the_streams_of_the_application()
    {
        using var app = WebApplication.CreateSlimBuilder().Build();

        var failure = Assert.Throws<InvalidOperationException>(() => app.MapEventStreamPublisher("/_publish"));

        Assert.Contains("AddEventStreamPublishing()", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_without_the_policy_publishes_nothing()
    {
        await using var app = await TestApp.StartAsync(
            static app => app.MapEventStreamPublisher("/_publish").RequireAuthorization("admins"), services: QuerySignIn.Add);
        await using var reading = await app.OpenAsync("/published/everyone");

        using var contract = await app.Client.GetAsync("/_publish", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, contract.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(app, Everyone));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, Everyone + "?as=ann"));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(app, Everyone + "?as=admin"));
        Assert.Contains("admin", await reading.NextDataAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Origin", "http://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("User-Agent", "curl/8.0", true)]
    public async Task Page_of_another_site_publishes_nothing(string header, string value, bool isAllowed)
    {
        await using var app = await PublisherApp.StartAsync();

        var answer = await app.PublishAsync(Everyone, Announce("a"), headers: (header, value));

        Assert.Equal(isAllowed ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task Host_that_publishes_only_passes_events_on_to_the_servers()
    {
        var log = new MemoryEventLog();
        await using var server = await TestApp.StartAsync(streams: builder => builder.AddMemoryEventLog(log));
        await using var reading = await server.OpenAsync("/published/orders/acme/1");
        await using var host = Build("Production", publishesOnly: true, static publisher => publisher.AllowAnonymous(), log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };
        using var content = new StringContent(
            $"[{Event("acme", 1, "one")},{Event("acme", 1, "two")}]", System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/_publish/" + Watch, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Contains("one", await reading.NextDataAsync(), StringComparison.Ordinal);
        Assert.Contains("two", await reading.NextDataAsync(), StringComparison.Ordinal);
        Assert.Contains(
            reading.LastEventId, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestApp app, string stream)
    {
        using var content = new StringContent(Announce(stream), System.Text.Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync("/_publish/" + stream, content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static WebApplication Build(
        string environment, bool publishesOnly, Func<IEndpointConventionBuilder, IEndpointConventionBuilder> decide, MemoryEventLog? log = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();

        // Other tests' controllers need services that this application does not have.
        builder.Host.UseDefaultServiceProvider(static options => options.ValidateOnBuild = false);
        QuerySignIn.Add(builder.Services);
        var streams = publishesOnly ? builder.Services.AddEventStreamPublishing() : builder.Services.AddEventStreams();
        streams.AddMemoryEventLog(log ?? new MemoryEventLog());
        builder.Services.RemoveAll<ServiceRequirement>();
        var app = builder.Build();
        decide(app.MapEventStreamPublisher("/_publish"));
        return app;
    }
}
