using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>A member of a parameter is a key of its stream like any parameter.</summary>
public sealed class PartsTests
{
    private const string Source = """
        namespace Shop
        {
            public sealed class Halls
            {
                [RouteGet("/halls/{hall}")]
                public EventStream<Said> Watch([AsParameters] Place place) => new() { First = [new("row " + place.Row)] };
            }

            public sealed record Place(string Hall, int Row = 1);
            public sealed record Said(string Text);
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services) { }

            public static void Map(WebApplication app) => app.MapPost("/halls/{hall}", async (string hall, Shop.HallsBroadcaster halls) =>
                await halls.BroadcastSaidAsync(hall, new("to " + hall)));
        }
        """;

    [Fact]
    public async Task A_broadcast_reaches_the_connections_whose_member_has_the_key()
    {
        await using var app = await RunningApp.StartAsync(Source);
        await using var one = await app.ConnectAsync("/halls/one?row=7");
        await using var two = await app.ConnectAsync("/halls/two");

        await app.PostAsync("/halls/two");
        await app.PostAsync("/halls/one");

        Assert.Equal(["""message: {"text":"row 7"}""", """message: {"text":"to one"}"""], [await one.NextAsync(), await one.NextAsync()]);
        Assert.Equal(["""message: {"text":"row 1"}""", """message: {"text":"to two"}"""], [await two.NextAsync(), await two.NextAsync()]);
    }
}
