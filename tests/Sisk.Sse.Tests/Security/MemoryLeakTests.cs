using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Ended streams leave no object behind. The stress program checks the same by memory size.</summary>
public sealed class MemoryLeakTests
{
    private static readonly string[] _paths = ["/feed/rooms/a", "/pull/endless", "/source"];

    [Theory]
    [InlineData(TestTransport.Socket)]
    [InlineData(TestTransport.Pipe)]
    public async Task Streams_of_disconnected_clients_are_garbage_collected(TestTransport transport)
    {
        var requests = new List<WeakReference>();
        await using var app = await TestApp.StartAsync(
            app =>
            {
                app.Use((context, next) =>
                {
                    requests.Add(new WeakReference(context));
                    return next(context);
                });
                app += new Route(RouteMethod.Get, "/source", async request =>
                {
                    var source = request.GetEventSource("source");
                    source.Send("first");
                    await source.KeepAliveAsync();
                    return source.Close();
                });
            },
            options => options.Transport = transport.ToStreamTransport(),
            services => services.AddSingleton<PullProbe>());

        var sources = await ComeAndGoAsync(app);

        Assert.Equal((2, 3), (sources.Count, requests.Count));
        await AreCollectedAsync([.. sources, .. requests]);
    }

    [Theory]
    [InlineData("/leftover/pull")]
    [InlineData("/leftover/push")]
    public async Task Ended_stream_leaves_no_cancellation_registration(string path)
    {
        await using var app = await TestApp.StartAsync(services: services => services.AddSingleton<LeakProbe>());
        await using var reading = await app.OpenAsync(path);
        Assert.Equal("first", await reading.NextDataAsync());
        app.Sources.DropAll();
        await reading.RestAsync();

        await AreCollectedAsync(app.Get<LeakProbe>().State);
    }

    private static async Task AreCollectedAsync(params IReadOnlyList<WeakReference> left)
    {
        for (var began = Stopwatch.GetTimestamp(); left.Any(each => each.IsAlive) && Stopwatch.GetElapsedTime(began) < Signal.Bound;)
        {
            // Nothing signals that an object has become unreachable, so this polls.
            await Task.Delay(20, TestContext.Current.CancellationToken);
            GC.Collect();
        }

        Assert.DoesNotContain(left, each => each.IsAlive);
    }

    /// <summary>A method of its own, so that no local variable keeps the sources alive.</summary>
    private static async Task<List<WeakReference>> ComeAndGoAsync(TestApp app)
    {
        var clients = new List<RawClient>();
        foreach (var path in _paths)
        {
            var client = await RawClient.GetAsync(app.Client.BaseAddress!, path);
            await client.ReadUntilAsync("data: ");
            clients.Add(client);
        }

        await app.Get<FeedEventsBroadcaster>().BroadcastRoomAsync("a", "an event", TestContext.Current.CancellationToken);
        await clients[0].ReadUntilAsync("data: an event\n\n");
        var sources = Open(app);
        clients.ForEach(client => client.Reset());
        return sources;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Open(TestApp app) => [.. app.Sources.Select(source => new WeakReference(source))];
}
