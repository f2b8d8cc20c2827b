using System.Net;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Keys and identifiers, from the request to the broadcast.</summary>
public sealed class KeyEndpointTests
{
    private const string Rooms = """
        public sealed class Rooms
        {
            [RouteGet("/rooms/{room}/events")]
            public EventStream<string> Watch(string room) => new();

            [RouteGet("/files/{**path}")]
            public EventStream<string> Files(string path) => new();

            [RouteGet("/at/{time}")]
            public EventStream<string> At(TimeOnly time) => new();

            [RouteGet("/prices/{symbol}", Identifier = "prices/{symbol}")]
            public EventStream<string> Prices(string symbol) => new();

            [RouteGet("/seats/{seat}", Identifier = "seats/{seat}", Exclusive = true)]
            public EventStream<string> Seats(string seat) => new();

            [RouteGet("/shelves/no-{shelf}.txt", Identifier = "shelves/{shelf}")]
            public EventStream<string> Shelves(string shelf) => new();

            [RouteGet("~/rooted/{id}")]
            public EventStream<string> Rooted(int id) => new() { First = ["rooted"] };
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services) { }

            public static void Map(WebApplication app)
            {
                app.MapPost("/say", async (string to, string text, RoomsBroadcaster rooms) =>
                {
                    await rooms.BroadcastWatchAsync(to, text);
                    await rooms.BroadcastFilesAsync(to, text);
                    await rooms.BroadcastPricesAsync(to, text);
                    await rooms.BroadcastSeatsAsync(to, text);
                    await rooms.BroadcastShelvesAsync(to, text);
                });
                app.MapPost("/tick/{seconds}", async (int seconds, RoomsBroadcaster rooms) =>
                    await rooms.BroadcastAtAsync(new TimeOnly(10, 15, seconds), seconds.ToString()));
                app.MapPost("/everyone", async (RoomsBroadcaster rooms) => await rooms.BroadcastPricesToAllAsync("all"));
                app.MapGet("/identifiers", (HttpEventSourceCollection sources) => sources.All().Select(s => s.Identifier));
                app.MapGet("/parsed", (HttpEventSourceCollection sources) => sources.All()
                    .Select(s => RoomsBroadcaster.PricesIdentifier.TryParse(s.Identifier, out var symbol) ? symbol : "no"));
            }
        }
        """;

    [Theory]
    [InlineData("/rooms/tea%2Fcoffee/events", "tea/coffee")]
    [InlineData("/rooms/tea%2fcoffee/events", "tea/coffee")]
    [InlineData("/rooms/tea%252Fcoffee/events", "tea%2Fcoffee")]
    [InlineData("/rooms/a%2Fb%252Fc/events", "a/b%2Fc")]
    [InlineData("/rooms/a%20b/events", "a b")]
    [InlineData("/rooms/50%25%20off/events", "50% off")]
    [InlineData("/rooms/caf%C3%A9%2F1/events", "café/1")]
    [InlineData("/files/a/b%2Fc", "a/b/c")]
    [InlineData("/files/a/b%252Fc", "a/b%2Fc")]
    [InlineData("/prices/a%2Fb?x=%2F", "a/b")]
    [InlineData("/shelves/no-a%2Fb.txt", "a/b")]
    [InlineData("/shelves/no-a%252Fb.txt", "a%2Fb")]
    [InlineData("/shelves/no-%2F%252f%C3%A9%2F%252F.txt", "/%2fé/%2F")]
    public async Task A_client_hears_the_broadcast_to_the_value_that_it_encoded(string path, string key)
    {
        await using var app = await RunningApp.StartAsync(Rooms);
        await using var events = await app.ConnectAsync(path);

        await app.PostAsync("/say?text=wrong&to=" + Uri.EscapeDataString(key + "x"));
        await app.PostAsync("/say?text=right&to=" + Uri.EscapeDataString(key));

        Assert.Equal("message: right", await events.NextAsync());
    }

    [Fact]
    public async Task A_type_that_binds_itself_is_a_key_if_it_has_text()
    {
        await using var app = await RunningApp.StartAsync("""
            public sealed class Rooms
            {
                [RouteGet("/{number}", Identifier = "rooms/{number}/{tenant}")]
                public EventStream<string> Watch(int number, Tenant tenant) => new();
            }

            public sealed record Tenant(string Name)
            {
                public static ValueTask<Tenant?> BindAsync(HttpContext context) =>
                    ValueTask.FromResult<Tenant?>(new Tenant(context.Request.Headers["X-Tenant"].ToString() is { Length: > 0 } name ? name : "none"));

                public static bool TryParse(string text, out Tenant tenant)
                {
                    tenant = new Tenant(text);
                    return true;
                }

                public override string ToString() => Name;
            }

            public static class Setup
            {
                public static void Add(IServiceCollection services) { }

                public static void Map(WebApplication app)
                {
                    app.MapPost("/say/{to}", async (string to, RoomsBroadcaster rooms) => await rooms.BroadcastWatchAsync(1, new Tenant(to), to));
                    app.MapGet("/who", async (RoomsBroadcaster rooms) => (await rooms.ListWatchAsync(1)).Select(tenant => tenant.Name));
                }
            }
            """);
        await using var events = await app.ConnectAsync("/1");

        await app.PostAsync("/say/other");
        await app.PostAsync("/say/none");

        Assert.Equal("message: none", await events.NextAsync());
        Assert.Equal("""["none"]""", await app.Client.GetStringAsync("/who", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_times_within_a_minute_are_two_keys()
    {
        await using var app = await RunningApp.StartAsync(Rooms);
        await using var events = await app.ConnectAsync("/at/10:15:45");

        await app.PostAsync("/tick/30");
        await app.PostAsync("/tick/45");

        Assert.Equal("message: 45", await events.NextAsync());
    }

    [Fact]
    public async Task Two_clients_watch_the_same_keys_of_an_identifier_template()
    {
        await using var app = await RunningApp.StartAsync(Rooms);
        await using var first = await app.ConnectAsync("/prices/ABC");
        await using var second = await app.ConnectAsync("/prices/ABC");

        await app.PostAsync("/say?text=up&to=ABC");
        await app.PostAsync("/everyone");

        foreach (var client in new[] { first, second })
        {
            Assert.Equal("message: up", await client.NextAsync());
            Assert.Equal("message: all", await client.NextAsync());
        }

        Assert.Equal("""["ABC","ABC"]""", await app.Client.GetStringAsync("/parsed", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_client_replaces_the_first_of_an_exclusive_stream()
    {
        await using var app = await RunningApp.StartAsync(Rooms);
        await using var first = await app.ConnectAsync("/seats/4");
        await using var second = await app.ConnectAsync("/seats/4");

        Assert.Equal("""["seats/4"]""", await app.Client.GetStringAsync("/identifiers", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_template_from_the_root_takes_no_prefix()
    {
        await using var app = await RunningApp.StartAsync(
            Rooms.Replace("public sealed class Rooms", "[RoutePrefix(\"/prefix\")] public sealed class Rooms", StringComparison.Ordinal));
        await using var events = await app.ConnectAsync("/rooted/5");

        Assert.Equal("message: rooted", await events.NextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(", Identifier = \"prices/{id}\"")]
    public async Task A_group_whose_parameter_is_no_key_is_refused_at_the_start(string identifier)
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => RunningApp.StartAsync(Tenants(identifier)));

        Assert.Contains("{tenant}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Identifier", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_whose_parameter_is_a_key_keeps_tenants_apart()
    {
        await using var app = await RunningApp.StartAsync(Tenants(", Identifier = \"{tenant}/prices/{id}\""));
        await using var events = await app.ConnectAsync("/tenants/acme/prices/42");

        await app.PostAsync("/say/other");
        await app.PostAsync("/say/acme");

        Assert.Equal("message: acme", await events.NextAsync());
        using var response = await app.Client.GetAsync("/tenants/acme/prices/x", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_bad_value_of_a_groups_route_is_reported_as_a_route_parameter()
    {
        await using var app = await RunningApp.StartAsync("""
            public sealed class Streams { [RouteGet("/a")] public async IAsyncEnumerable<int> Count(int tenant) { await Task.Yield(); yield return tenant; } }
            public static class Setup
            {
                public static void Add(IServiceCollection services) { }
                public static void Map(WebApplication app) => app.MapGroup("/tenants/{tenant}").MapEventStreams();
            }
            """);

        using var response = await app.Client.GetAsync("/tenants/x/a", TestContext.Current.CancellationToken);

        Assert.Contains(
            "The route parameter",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    private static string Tenants(string identifier) => $$"""
        public sealed class Prices
        {
            [RouteGet("/prices/{id}"{{identifier}})]
            public EventStream<string> Watch(string tenant, int id) => new();
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services) { }

            public static void Map(WebApplication app)
            {
                app.MapGroup("/tenants/{tenant}").MapEventStreams();
                app.MapPost("/say/{tenant}", async (string tenant, IServiceProvider services) => await Say(services.GetRequiredService<PricesBroadcaster>(), tenant));
            }

            private static async Task Say(PricesBroadcaster prices, string tenant) => await {{(identifier.Contains("tenant", StringComparison.Ordinal)
                ? "prices.BroadcastWatchAsync(tenant, 42, tenant)"
                : "prices.BroadcastWatchAsync(42, tenant)")}};
        }
        """;
}
