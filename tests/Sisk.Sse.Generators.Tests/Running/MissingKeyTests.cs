using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Keys that a request may leave out, from the request to the broadcast.</summary>
public sealed class MissingKeyTests
{
    private const string Rooms = """
        public sealed class Rooms
        {
            [RouteGet("/names", Identifier = "names/{key}")]
            public EventStream<string> Names([FromQuery] string? key) => new();

            [RouteGet("/versions", Identifier = "versions/{key}")]
            public EventStream<string> Versions([FromQuery] Version? key) => new();

            [RouteGet("/addresses", Identifier = "addresses/{key}")]
            public EventStream<string> Addresses([FromQuery] System.Net.IPAddress? key) => new();

            [RouteGet("/numbers", Identifier = "numbers/{key}")]
            public EventStream<string> Numbers([FromQuery] int? key) => new();

        #nullable disable
            [RouteGet("/old", Identifier = "old/{key}")]
            public EventStream<string> Old([FromQuery] string key) => new();
        #nullable restore
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services) { }

            public static void Map(WebApplication app)
            {
                app.MapPost("/say", async (RoomsBroadcaster rooms) =>
                {
                    await rooms.BroadcastNamesAsync(null, "missing");
                    await rooms.BroadcastNamesAsync("", "empty");
                    await rooms.BroadcastVersionsAsync(null, "missing");
                    await rooms.BroadcastVersionsAsync(new Version(1, 2), "1.2");
                    await rooms.BroadcastAddressesAsync(null, "missing");
                    await rooms.BroadcastAddressesAsync(System.Net.IPAddress.Loopback, "127.0.0.1");
                    await rooms.BroadcastNumbersAsync(null, "missing");
                    await rooms.BroadcastNumbersAsync(0, "0");
                    await rooms.BroadcastOldAsync(null!, "missing");
                    await rooms.BroadcastOldAsync("", "empty");
                    await rooms.BroadcastNamesToAllAsync("all");
                    await rooms.BroadcastVersionsToAllAsync("all");
                    await rooms.BroadcastAddressesToAllAsync("all");
                    await rooms.BroadcastNumbersToAllAsync("all");
                    await rooms.BroadcastOldToAllAsync("all");
                });
                app.MapGet("/who", async (RoomsBroadcaster rooms) => string.Join("; ",
                    Texts(await rooms.ListNamesAsync()), Texts(await rooms.ListVersionsAsync()), Texts(await rooms.ListAddressesAsync()),
                    Texts(await rooms.ListNumbersAsync()), Texts(await rooms.ListOldAsync())));
                app.MapGet("/parsed", (HttpEventSourceCollection sources) => Parse(sources.All().Single().Identifier!));
            }

            private static string Texts<T>(IEnumerable<T> keys) => string.Join(",", keys.Select(Text));

            private static string Text<T>(T key) => key is null ? "null" : $"'{key}'";

            private static string Parse(string identifier) =>
                RoomsBroadcaster.NamesIdentifier.TryParse(identifier, out var name) ? Text(name)
                : RoomsBroadcaster.VersionsIdentifier.TryParse(identifier, out var version) ? Text(version)
                : RoomsBroadcaster.AddressesIdentifier.TryParse(identifier, out var address) ? Text(address)
                : RoomsBroadcaster.NumbersIdentifier.TryParse(identifier, out var number) ? Text(number)
                : RoomsBroadcaster.OldIdentifier.TryParse(identifier, out var old) ? Text(old)
                : "none";
        }
        """;

    [Theory]
    [InlineData("/names", "missing", "null")]
    [InlineData("/names?key=", "empty", "''")]
    [InlineData("/versions", "missing", "null")]
    [InlineData("/versions?key=1.2", "1.2", "'1.2'")]
    [InlineData("/addresses", "missing", "null")]
    [InlineData("/addresses?key=127.0.0.1", "127.0.0.1", "'127.0.0.1'")]
    [InlineData("/numbers", "missing", "null")]
    [InlineData("/numbers?key=0", "0", "'0'")]
    [InlineData("/old", "missing", "null")]
    [InlineData("/old?key=", "empty", "''")]
    public async Task Client_gets_the_broadcasts_to_its_own_key_alone(string path, string expected, string parsed)
    {
        await using var app = await RunningApp.StartAsync(Rooms);
        await using var events = await app.ConnectAsync(path);

        await app.PostAsync("/say");

        Assert.Equal(["message: " + expected, "message: all"], [await events.NextAsync(), await events.NextAsync()]);
        Assert.Equal(parsed, await app.Client.GetStringAsync("/parsed", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Presence_lists_clients_without_a_key()
    {
        await using var app = await RunningApp.StartAsync(Rooms);
        string[] paths = ["/names", "/names?key=", "/versions", "/addresses", "/numbers", "/old", "/old?key="];
        var clients = await Task.WhenAll(paths.Select(path => app.ConnectAsync(path)));

        Assert.Equal("'',null; null; null; null; '',null", await app.Client.GetStringAsync("/who", TestContext.Current.CancellationToken));

        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }
}
