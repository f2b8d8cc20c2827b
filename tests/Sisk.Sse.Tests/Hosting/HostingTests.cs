using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Hosting;

/// <summary>A stream among the other things of a server.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task Stream_is_not_compressed_when_its_type_is_configured_for_compression()
    {
        await using var app = await TestApp.StartAsync(
            app => app.UseResponseCompression(),
            services: services => services.AddResponseCompression(options => options.MimeTypes = ["text/event-stream"]));
        app.Client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        await using var reading = await app.OpenAsync("/orders/1/events");

        Assert.Equal("snapshot", (await reading.NextAsync())!.Value.EventType);
        Assert.DoesNotContain("gzip", reading.Response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_stream_works_over_HTTP2()
    {
        await using var app = await TestApp.StartAsync(protocols: HttpProtocols.Http2);
        await using var one = await app.OpenAsync("/orders/1/events");
        await using var two = await app.OpenAsync("/orders/1/events");

        await app.Get<OrderEventsBroadcaster>().BroadcastShippedAsync(1, new("DHL"), TestContext.Current.CancellationToken);

        foreach (var reading in new[] { one, two })
        {
            Assert.Equal(HttpVersion.Version20, reading.Response.Version);
            Assert.Equal("snapshot", (await reading.NextAsync())!.Value.EventType);
            Assert.Equal("""{"carrier":"DHL"}""", await reading.NextDataAsync());
        }
    }

    [Fact]
    public async Task Every_stream_opts_out_of_request_timeouts_and_duration_metrics()
    {
        await using var app = await TestApp.StartAsync(app => app += new Route(RouteMethod.Get, "/imperative", request => request.HttpContext.Response));

        var endpoints = app.Get<EndpointDataSource>().Endpoints;

        Assert.Contains(endpoints, endpoint => endpoint is RouteEndpoint { RoutePattern.RawText: "/imperative" });
        Assert.All(endpoints, endpoint =>
        {
            Assert.NotNull(endpoint.Metadata.GetMetadata<DisableRequestTimeoutAttribute>());
            Assert.NotNull(endpoint.Metadata.GetMetadata<IDisableHttpMetricsMetadata>());
        });
    }

    [Fact]
    public async Task A_connection_is_used_for_further_requests_after_its_stream_has_ended()
    {
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/once", request =>
        {
            using var sse = request.GetEventSource();
            sse.Send(request.HttpContext.Connection.Id);
            return sse.Close();
        })));

        var first = await ReadOnceAsync();
        var second = await ReadOnceAsync();

        Assert.Equal(first, second);

        async Task<string> ReadOnceAsync()
        {
            await using var reading = await app.OpenAsync("/once");
            return Assert.Single(await reading.RestAsync()).Data;
        }
    }
}
