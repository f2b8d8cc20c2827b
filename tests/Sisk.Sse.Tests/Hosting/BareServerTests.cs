using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Routing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Hosting;

/// <summary>Streams on servers that lack optional features, such as the lifetime of a request.</summary>
public sealed class BareServerTests
{
    [Theory]
    [InlineData("/plain", "text/event-stream", "plain")]
    [InlineData("/source", "text/event-stream", "data: one\n\n")]
    [InlineData("/source", "*/*", "data: one\n\n")]
    [InlineData("/feed/done/a", "text/event-stream", "data: last of a\n\nid: sisk-sse-end\n\n")]
    [InlineData("/feed/done/a", "*/*", "data: last of a\n\nid: sisk-sse-end\n\n")]
    public async Task Request_without_optional_features_is_answered(string path, string accept, string expected)
    {
        using var server = new BareServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IServer>(server);
        builder.Services.AddEventStreams();
        builder.Services.RemoveAll<ServiceRequirement>();
        await using var app = builder.Build();
        app.MapEventStreams();
        app.MapGet("/plain", static () => "plain");
        app.MapGet("/source", static async (HttpRequest request) =>
        {
            await using var source = request.GetEventSource("one");
            source.Send("one");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal((StatusCodes.Status200OK, expected), await Signal.WithinAsync(server.GetAsync(path, accept)));
    }
}
