using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Middleware that returns before the stream has ended. The server would take the response back.</summary>
public sealed class NotAwaitedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestTransport.Socket)]
    [InlineData(TestTransport.Pipe)]
    public async Task Stream_does_not_write_into_the_next_response_of_its_connection(TestTransport transport)
    {
        await using var app = await transport.StartAsync(static app =>
        {
            app.Use(static (HttpContext context, RequestDelegate next) => Return(next(context)));
            app.MapGet("/next", static () => "the next");
        });
        using var client = await RawClient.GetAsync(app.RawAddress, "/feed/bare/a");
        await client.ReadUntilAsync("id: ");
        await client.SendAsync("GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "one", Cancellation);
        await client.ReadUntilAsync("data: one");
        await app.Get<FeedEventsBroadcaster>().CompleteBareAsync("a", "two", Cancellation);

        var responses = (await client.ReadToEndAsync()).Split("HTTP/1.1 ")[1..];
        Assert.Equal(2, responses.Length);
        Assert.Contains("data: two", responses[0], StringComparison.Ordinal);
        Assert.EndsWith("\r\n0\r\n\r\n", responses[0], StringComparison.Ordinal);
        Assert.EndsWith("the next", responses[1].Replace("\r\n0\r\n\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("data:", responses[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestTransport.Socket)]
    [InlineData(TestTransport.Pipe)]
    [InlineData(TestTransport.Http2)]
    public async Task Stream_goes_on_and_a_warning_is_logged_once(TestTransport transport)
    {
        await using var app = await transport.StartAsync(static app =>
            app.Use(static (HttpContext context, RequestDelegate next) => Return(next(context))));

        for (var i = 0; i < 2; i++)
        {
            await using var reading = await app.OpenAsync("/feed/rooms/a");
            Assert.Equal("snapshot of a", await reading.NextDataAsync());
            await app.Get<FeedEventsBroadcaster>().BroadcastRoomAsync("a", "one", Cancellation);
            Assert.Equal("one", await reading.NextDataAsync());
        }

        var warning = Assert.Single(app.Logs.Entries, static entry => entry.Level >= LogLevel.Warning);
        Assert.Contains("'/feed/rooms/a'", warning.Text, StringComparison.Ordinal);
        Assert.Contains("Await the call of next", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sequence_goes_on_too()
    {
        var pace = new Pace();
        await using var app = await TestApp.StartAsync(
            static app => app.Use(static (HttpContext context, RequestDelegate next) => Return(next(context))),
            services: services => services.AddSingleton(pace));
        await using var reading = await app.OpenAsync("/paced/channel");

        for (var i = 0; i < 3; i++)
        {
            await pace.Items.Writer.WriteAsync($"{i}", Cancellation);
            Assert.Equal($"{i}", await reading.NextDataAsync());
        }

        pace.Items.Writer.Complete();
        Assert.Equal("end", (await reading.NextAsync())?.EventType);
        Assert.Null(await reading.NextAsync());
    }

    [Fact]
    public async Task Handler_of_the_imperative_API_goes_on_too()
    {
        var events = Channel.CreateUnbounded<string>();
        await using var app = await TestApp.StartAsync(app =>
        {
            app.Use(static (HttpContext context, RequestDelegate next) => Return(next(context)));
            app += new Route(RouteMethod.Get, "/imperative", async request =>
            {
                using var source = request.GetEventSource();
                await foreach (var text in events.Reader.ReadAllAsync(Cancellation))
                {
                    Assert.True(source.Send(text));
                }

                return source.Close();
            });
        });
        await events.Writer.WriteAsync("first", Cancellation);
        await using var reading = await app.OpenAsync("/imperative");
        Assert.Equal("first", await reading.NextDataAsync());

        await events.Writer.WriteAsync("second", Cancellation);
        Assert.Equal("second", await reading.NextDataAsync());
        events.Writer.Complete();
        Assert.Null(await reading.NextAsync());
    }

    [Fact]
    public async Task An_exception_of_the_middleware_ends_the_stream()
    {
        var fail = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(app => app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            var running = next(context);
            await Task.WhenAny(running, fail.Task);
            throw new InvalidOperationException("The middleware has failed.");
        }));
        using var client = await RawClient.GetAsync(app.RawAddress, "/feed/bare/a");
        await client.ReadUntilAsync("id: ");

        fail.SetResult();

        Assert.EndsWith("\n\n\r\n", await client.ReadToResetAsync(), StringComparison.Ordinal);
        await app.Logs.FirstAsync(static entry => entry.Exception?.Message == "The middleware has failed.");
        Assert.Equal(0, app.Sources.CountByPrefix("feed"));
    }

    private static Task Return(Task running) => running.IsCompleted ? running : Task.CompletedTask;
}
