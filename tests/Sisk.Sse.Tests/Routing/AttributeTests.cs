using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Routing;

/// <summary>Attributes of ASP.NET Core on classes and methods apply to streams as to any other endpoint.</summary>
public sealed class AttributeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Authorize_on_the_class_applies_unless_the_method_allows_anonymous()
    {
        await using var app = await TestApp.StartAsync(services: QuerySignIn.Add);
        await using var stranger = await app.OpenAsync("/marked/inner");
        await using var user = await app.OpenAsync("/marked/inner?as=ana");
        await using var anyone = await app.OpenAsync("/marked/open");

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, user.Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, anyone.Response.StatusCode);
    }

    [Fact]
    public async Task EnableCors_applies_only_to_its_stream()
    {
        await using var app = await TestApp.StartAsync(
            static app => app.UseCors(),
            services: static services =>
            {
                QuerySignIn.Add(services);
                services.AddCors(static cors => cors.AddPolicy(
                    "partners", static policy => policy.WithOrigins("https://partner.example").AllowCredentials()));
            });

        using var allowed = await FromPartnerAsync(app, "/marked/cross");
        using var other = await FromPartnerAsync(app, "/marked/open");

        Assert.Equal("https://partner.example", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("true", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Credentials")));
        Assert.Equal("text/event-stream", allowed.Content.Headers.ContentType?.MediaType);
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task EnableRateLimiting_counts_open_streams()
    {
        await using var app = await TestApp.StartAsync(
            static app => app.UseRateLimiter(),
            services: static services =>
            {
                QuerySignIn.Add(services);
                services.AddRateLimiter(static limiter => limiter.AddConcurrencyLimiter("one", static options => options.PermitLimit = 1));
            });
        await using var first = await app.OpenAsync("/marked/limited");

        await using var second = await app.OpenAsync("/marked/limited");
        await using var elsewhere = await app.OpenAsync("/marked/open");

        Assert.Equal(HttpStatusCode.OK, first.Response.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, elsewhere.Response.StatusCode);
    }

    [Fact]
    public async Task Tags_and_EndpointName_become_endpoint_metadata()
    {
        await using var app = await TestApp.StartAsync(services: QuerySignIn.Add);
        var endpoint = app.Get<EndpointDataSource>().Endpoints
            .Single(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == "watch-one");

        Assert.Equal(["live", "marked"], endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags);
        Assert.Equal("/marked/named/7", app.Get<LinkGenerator>().GetPathByName("watch-one", new { id = 7 }));
    }

    [Fact]
    public async Task ApiExplorerSettings_hides_or_groups_a_stream()
    {
        await using var app = await TestApp.StartAsync(services: static services =>
        {
            QuerySignIn.Add(services);
            services.AddEndpointsApiExplorer();
        });

        var groups = app.Get<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items;

        Assert.Equal("marked/grouped", Assert.Single(groups.Single(group => group.GroupName == "partners").Items).RelativePath);
        var paths = groups.Single(group => group.GroupName is null).Items.Select(item => item.RelativePath);
        Assert.Contains("marked/open", paths);
        Assert.DoesNotContain("marked/hidden", paths);
    }

    private static Task<HttpResponseMessage> FromPartnerAsync(TestApp app, string path) => app.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", "https://partner.example" }, { "Cookie", "session=1" } } },
        HttpCompletionOption.ResponseHeadersRead,
        Cancellation);
}
