using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Routing;

/// <summary>Streams in classes that MVC takes for controllers of an API.</summary>
public sealed class ApiControllerTests
{
    [Fact]
    public async Task ApiController_serves_its_stream_at_the_stream_route_only()
    {
        await using var app = await StartAsync();

        await using var reading = await app.OpenAsync("/tallies/7/events");
        Assert.Equal("7", await Signal.WithinAsync(reading.NextDataAsync()));

        using var posted = await app.Client.PostAsync("/tallies", content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal("plain", await app.Client.GetStringAsync("/tallies", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ApiController_without_actions_needs_no_route_of_its_own()
    {
        await using var app = await StartAsync();

        await using var reading = await app.OpenAsync("/streams-only/events");

        Assert.Equal("open", await Signal.WithinAsync(reading.NextDataAsync()));
    }

    private static Task<TestApp> StartAsync() => TestApp.StartAsync(
        services: static services => services.AddControllers().AddApplicationPart(typeof(TalliesController).Assembly),
        map: static app => app.MapControllers());
}

[ApiController]
[Route("tallies")]
public sealed class TalliesController : ControllerBase
{
    [RouteGet("/tallies/{id}/events")]
    public EventStream<string> Watch(string id) => new() { First = [id] };

    [HttpGet]
    public string Plain() => "plain";
}

[ApiController]
public sealed class StreamsOnlyController
{
    [RouteGet("/streams-only/events")]
    public EventStream<string> Watch() => new() { First = ["open"] };
}
