using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
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
            services: services => services.AddSingleton<TimeProvider>(clock));
        var left = new CountdownEvent(2);
        app.Sources.OnEventSourceUnregistration += (_, source) => _ = Task.Run(async () =>
        {
            await mayRead.Task;
            read[source.Identifier!] =
                $"{source.HttpRequest.Path} {source.HttpRequest.RouteValues["room"]} {source.HttpRequest.HttpContext.User.Identity?.Name}";
            left.Signal();
        });

        // The second request is pipelined on the same connection, so that Kestrel reuses the first request's objects for it.
        using var raw = await RawClient.AskAsync(
            app.RawAddress, "GET /feed/bare/a HTTP/1.1\r\nHost: x\r\n\r\nGET /feed/bare/b HTTP/1.1\r\nHost: x\r\n\r\n");
        await raw.ReadUntilAsync("id: ");
        End(app, clock, dropped);

        // With its headers, the second stream has its age. It is registered before that.
        await raw.ReadUntilAsync("\r\n0\r\n\r\nHTTP/1.1 200 ");
        var unregistered = Signal.UnregisteredAsync(app.Sources, app.Sources.Single().Identifier!);
        End(app, clock, dropped);
        await unregistered;
        mayRead.SetResult();

        Assert.True(await Task.Run(() => left.Wait(Signal.Bound)));
        Assert.All(read, static each => Assert.StartsWith(
            $"/feed/bare/{each.Key.Split('/')[2]} {each.Key.Split('/')[2]} ", each.Value, StringComparison.Ordinal));
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

    /// <summary>A SignalR hub also has a copy, when its client polls.</summary>
    [Fact]
    public async Task GetEventSource_refuses_the_copy_of_a_request()
    {
        var refusal = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await TestApp.StartAsync();
        app.Sources.OnEventSourceUnregistration += (_, source) =>
            refusal.TrySetResult(Record.Exception(() => source.HttpRequest.GetEventSource("copy")));
        await using (await app.OpenAsync("/feed/bare/a"))
        {
        }

        var exception = Assert.IsType<InvalidOperationException>(await Signal.WithinAsync(refusal.Task));

        Assert.Contains("copy without a client", exception.Message, StringComparison.Ordinal);
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Service_of_an_unregistration_handler_that_throws_when_disposed_is_logged(bool dropped)
    {
        await using var app = await TestApp.StartAsync(services: static services => services.AddScoped<FaultyScope>());
        app.Sources.OnEventSourceUnregistration +=
            static (_, source) => source.HttpRequest.HttpContext.RequestServices.GetRequiredService<FaultyScope>();
        await using (await app.OpenAsync("/feed/bare/a"))
        {
            if (dropped)
            {
                app.Sources.DropAll();
            }
        }

        var entry = await app.Logs.FirstAsync(static entry => entry.Exception is NotSupportedException);

        Assert.Equal("Sisk.Sse.HttpEventSourceCollection", entry.Category);
        Assert.Contains("feed/bare/a/", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_is_removed_when_a_middleware_has_disposed_the_services_of_its_request()
    {
        await using var app = await TestApp.StartAsync(static app =>
        {
            app.Use(static async (context, next) =>
            {
                await using var scope = context.RequestServices.CreateAsyncScope();
                context.RequestServices = scope.ServiceProvider;
                await next(context);
            });
            app.MapGet("/forgotten", static (HttpRequest request) =>
            {
                request.GetEventSource("forgotten").Send("only");
            });
        });
        var unregistered = Signal.UnregisteredAsync(app.Sources, "forgotten");

        Assert.Equal("data: only\n\n", await app.Client.GetStringAsync("/forgotten", TestContext.Current.CancellationToken));

        Assert.Equal("/forgotten", (await unregistered).HttpRequest.Path);
        await ClosedStreamTests.NothingIsLeftAsync(app);
    }

    private sealed class FaultyScope : IDisposable
    {
        public void Dispose() => throw new NotSupportedException("The scope cannot be disposed.");
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
