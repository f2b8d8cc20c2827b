using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Routing;

/// <summary>Conventions on the builder that <c>MapEventStreams()</c> returns, and on route groups.</summary>
public sealed class ConventionTests
{
    [Fact]
    public async Task Convention_of_MapEventStreams_applies_to_every_stream()
    {
        await using var app = await TestApp.StartAsync(
            mapStreams: static app => app.MapEventStreams().RequireAuthorization("admins"),
            map: static app => app.MapGet("/plain", static () => "not a stream"),
            services: QuerySignIn.Add);
        await using var user = await app.OpenAsync("/feed/bare/a?as=ana");
        await using var admin = await app.OpenAsync("/feed/bare/a?as=admin");
        await using var elsewhere = await app.OpenAsync("/plain");

        Assert.Equal(HttpStatusCode.Forbidden, user.Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, admin.Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, elsewhere.Response.StatusCode);
    }

    [Fact]
    public async Task Group_applies_its_convention_and_prefix_to_its_streams()
    {
        await using var app = await TestApp.StartAsync(
            mapStreams: static app => app.MapGroup("/regions/{region}").RequireAuthorization().MapEventStreams(), services: QuerySignIn.Add);
        await using var stranger = await app.OpenAsync("/regions/north/feed/bare/a");
        await using var user = await app.OpenAsync("/regions/north/feed/bare/a?as=ana");
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "hello", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Response.StatusCode);
        Assert.Equal("hello", await user.NextDataAsync());
    }

    [Fact]
    public async Task Filter_can_refuse_a_request_before_the_stream_begins()
    {
        await using var app = await TestApp.StartAsync(
            mapStreams: static app => app.MapGroup("/filtered").MapEventStreams().AddEndpointFilter(static async (context, next) =>
                context.HttpContext.Request.Query["key"] == "right"
                    ? await next(context)
                    : TypedResults.Problem("Bring the key.", statusCode: 403)),
            services: QuerySignIn.Add);

        await using var refused = await app.OpenAsync("/filtered/feed/bare/a");
        await using var open = await app.OpenAsync("/filtered/feed/bare/a?key=right");
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "hello", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, refused.Response.StatusCode);
        Assert.Equal("application/problem+json", refused.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("hello", await open.NextDataAsync());
        Assert.Single(app.Sources);
    }

    [Fact]
    public async Task Group_filter_runs_outside_the_builder_filter_until_the_stream_ends()
    {
        var order = new List<string>();
        var ended = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(
            mapStreams: app =>
            {
                var group = app.MapGroup("/filtered").AddEndpointFilter(async (context, next) =>
                {
                    order.Add("group");
                    var result = await next(context);
                    order.Add("ended");
                    ended.SetResult();
                    return result;
                });
                group.MapEventStreams().AddEndpointFilter((context, next) =>
                {
                    order.Add("builder");
                    return next(context);
                });
            },
            services: QuerySignIn.Add);
        await using var reading = await app.OpenAsync("/filtered/feed/bare/a");
        Assert.Equal(["group", "builder"], order);

        app.Sources.DropAll();
        Assert.Empty(await reading.RestAsync());
        await Signal.WithinAsync(ended.Task);

        Assert.Equal(["group", "builder", "ended"], order);
    }
}
