using System.Net.Http.Json;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Streams of values whose types only the running application knows.</summary>
public sealed class DynamicTests
{
    private const string Source = """
        public sealed class Rooms
        {
            [RouteGet("/rooms/{id}")] public EventStream<dynamic> Watch(int id) => new() { First = [id] };
            [RouteGet("/all")] public EventStream<dynamic?> All() => new() { First = [0] };
            [RoutePost("/echo")] public async IAsyncEnumerable<dynamic> Echo([FromBody] dynamic body) { await Task.Yield(); yield return body; }
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services) { }

            public static void Map(WebApplication app) => app.MapPost("/send", async (RoomsBroadcaster rooms) =>
            {
                await rooms.BroadcastWatchAsync(1, new { Text = "one" });
                await rooms.BroadcastWatchToAllAsync(new { Text = "two" });
                await rooms.CompleteWatchAsync(1, new { Text = "last" });
            });
        }
        """;

    [Fact]
    public async Task Dynamic_events_reach_the_connections_of_their_key()
    {
        await using var app = await RunningApp.StartAsync(Source);
        await using var room = await app.ConnectAsync("/rooms/1");

        Assert.EndsWith("1", await room.NextAsync(), StringComparison.Ordinal);
        await app.PostAsync("/send");
        Assert.EndsWith("""{"text":"one"}""", await room.NextAsync(), StringComparison.Ordinal);
        Assert.EndsWith("""{"text":"two"}""", await room.NextAsync(), StringComparison.Ordinal);
        Assert.EndsWith("""{"text":"last"}""", await room.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dynamic_body_is_bound()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var answer = await app.Client.PostAsJsonAsync("/echo", new { Text = "hello" }, TestContext.Current.CancellationToken);

        Assert.Contains(
            """{"text":"hello"}""",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}
