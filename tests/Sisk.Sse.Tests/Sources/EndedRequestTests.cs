using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Tests.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public sealed class EndedRequestTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unregistration_handler_sees_its_own_request_when_it_reads_late(bool dropped)
    {
        var read = new ConcurrentDictionary<string, string?>();
        var mayRead = new TaskCompletionSource();
        var clock = new TestClock();
        await using var app = await TestApp.StartAsync(
            options: options => options.MaxConnectionAge = TimeSpan.FromMinutes(1),
            services: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, clock));
        var left = new CountdownEvent(2);
        app.Sources.OnEventSourceUnregistration += (_, source) => _ = Task.Run(async () =>
        {
            await mayRead.Task;
            read[source.Identifier!] = $"{source.HttpRequest.Path} {source.HttpRequest.RouteValues["room"]} {source.HttpRequest.HttpContext.User.Identity?.Name}";
            left.Signal();
        });

        // The second request is pipelined on the same connection, so that Kestrel reuses the first request's objects for it.
        using var raw = await RawClient.AskAsync(
            app.RawAddress, "GET /feed/bare/a HTTP/1.1\r\nHost: x\r\n\r\nGET /feed/bare/b HTTP/1.1\r\nHost: x\r\n\r\n");
        await raw.ReadUntilAsync("id: ");
        var registered = Signal.RegisteredAsync(app.Sources, 1);
        End(app, clock, dropped);
        await registered;
        registered = Signal.UnregisteredAsync(app.Sources, app.Sources.Single().Identifier!);
        End(app, clock, dropped);
        await registered;
        mayRead.SetResult();

        Assert.True(await Task.Run(() => left.Wait(Signal.Bound)));
        Assert.All(read, static each => Assert.StartsWith($"/feed/bare/{each.Key.Split('/')[2]} {each.Key.Split('/')[2]} ", each.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HttpRequest_throws_after_the_end_when_no_copy_was_kept()
    {
        await using var app = await TestApp.StartAsync();
        await using var reading = await app.OpenAsync("/feed/bare/a");
        var source = app.Sources.Single();
        Assert.Equal("/feed/bare/a", source.HttpRequest.Path);

        app.Sources.DropAll();
        await reading.RestAsync();
        await ClosedStreamTests.NothingIsLeftAsync(app);

        Assert.Throws<InvalidOperationException>(() => source.HttpRequest);
        Assert.IsAssignableFrom<HttpResponse>(source.Close());
    }

    private static void End(TestApp app, TestClock clock, bool dropped)
    {
        if (dropped)
        {
            app.Sources.DropAll();
        }
        else
        {
            clock.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
