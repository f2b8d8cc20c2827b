using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Hosting;

/// <summary>Streams in combination with other features of ASP.NET Core.</summary>
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
    public async Task Every_stream_opts_out_of_request_timeouts_and_duration_metrics()
    {
        await using var app = await TestApp.StartAsync(
            app => app += new Route(RouteMethod.Get, "/imperative", request => request.HttpContext.Response));

        var endpoints = app.Get<EndpointDataSource>().Endpoints;

        Assert.Contains(endpoints, endpoint => endpoint is RouteEndpoint { RoutePattern.RawText: "/imperative" });
        Assert.All(endpoints, endpoint =>
        {
            Assert.NotNull(endpoint.Metadata.GetMetadata<DisableRequestTimeoutAttribute>());
            Assert.NotNull(endpoint.Metadata.GetMetadata<IDisableHttpMetricsMetadata>());
        });
    }

    [Fact]
    public async Task EventSources_throws_and_names_AddEventStreams_when_it_was_not_called()
    {
        var app = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder().Build();
        await using (app)
        {
            var thrown = Assert.Throws<InvalidOperationException>(() => app.EventSources);
            Assert.Contains("builder.Services.AddEventStreams()", thrown.Message, StringComparison.Ordinal);
        }
    }
}
