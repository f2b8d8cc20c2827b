using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>The example of the contract, compiled, started and spoken to as a browser would.</summary>
public sealed class ContractTests
{
    private const string Setup = """
        using Shop;

        public static class Setup
        {
            public static void Add(IServiceCollection services) => services.AddSingleton<IOrderStore, Store>();

            public static void Map(WebApplication app)
            {
                app.MapPost("/orders/{id:int}/ship", async (int id, OrderEventsBroadcaster orders) =>
                    await orders.BroadcastShippedAsync(id, new("DHL")));
                app.MapPost("/orders/cancel", async (OrderEventsBroadcaster orders) =>
                    await orders.BroadcastCancelledToAllAsync(new("all of them")));
                app.MapPost("/chat/{id:int}/{user}", async (int id, string user, OrderEventsBroadcaster orders) =>
                    await orders.BroadcastChatMessageAsync(id, Uri.UnescapeDataString(user), new("to one")));
                app.MapPost("/chat/{id:int}", async (int id, OrderEventsBroadcaster orders) =>
                    await orders.BroadcastChatMessageAsync(id, new("to one order")));
                app.MapPost("/chat", async (OrderEventsBroadcaster orders) =>
                    await orders.BroadcastChatMessageToAllAsync(new("to all")));
            }

            private sealed class Store : IOrderStore
            {
                public Task<Order?> FindAsync(int orderId, CancellationToken ct) =>
                    Task.FromResult(orderId == 404 ? null : new Order(["line " + orderId]));
            }
        }
        """;

    [Fact]
    public async Task An_event_is_sent_first_and_then_those_of_its_key_arrive_under_their_names()
    {
        await using var app = await StartAsync();
        await using var order = await app.ConnectAsync("/orders/42/events");

        Assert.Equal("""snapshot: {"lines":["line 42"]}""", await order.NextAsync());
        await app.PostAsync("/orders/42/ship");
        Assert.Equal("""shipped: {"carrier":"DHL"}""", await order.NextAsync());
        await app.PostAsync("/orders/cancel");
        Assert.Equal("""gone: {"why":"all of them"}""", await order.NextAsync());
    }

    [Fact]
    public async Task A_broadcast_to_42_does_not_reach_421()
    {
        await using var app = await StartAsync();
        await using var other = await app.ConnectAsync("/orders/421/events");
        await other.NextAsync();

        await app.PostAsync("/orders/42/ship");
        await app.PostAsync("/orders/cancel");

        Assert.StartsWith("gone: ", await other.NextAsync());
    }

    [Fact]
    public async Task A_broadcast_reaches_each_leading_subset_of_keys()
    {
        await using var app = await StartAsync();
        await using var ann = await app.ConnectAsync("/orders/42/messages/ann");
        await using var bob = await app.ConnectAsync("/orders/42/messages/bob");
        await using var cid = await app.ConnectAsync("/orders/421/messages/ann");

        await app.PostAsync("/chat/42/ann");
        await app.PostAsync("/chat/42");
        await app.PostAsync("/chat");

        var one = """message: {"text":"to one"}""";
        var order = """message: {"text":"to one order"}""";
        var all = """message: {"text":"to all"}""";
        Assert.Equal([one, order, all], [await ann.NextAsync(), await ann.NextAsync(), await ann.NextAsync()]);
        Assert.Equal([order, all], [await bob.NextAsync(), await bob.NextAsync()]);
        Assert.Equal(all, await cid.NextAsync());
    }

    [Fact]
    public async Task A_slash_in_a_key_stays_within_its_segment()
    {
        await using var app = await StartAsync();
        await using var strange = await app.ConnectAsync("/orders/42/messages/a%2Fb%25");
        await using var plain = await app.ConnectAsync("/orders/42/messages/a");

        await app.PostAsync("/chat/42/a%2Fb%25");
        await app.PostAsync("/chat/42");

        Assert.EndsWith("""{"text":"to one"}""", await strange.NextAsync());
        Assert.EndsWith("""{"text":"to one order"}""", await plain.NextAsync());
    }

    [Fact]
    public async Task A_pull_stream_ends_with_its_enumeration()
    {
        await using var app = await StartAsync();
        await using var ticks = await app.ConnectAsync("/orders/ticks");

        Assert.Equal("""message: {"number":1}""", await ticks.NextAsync());
        Assert.Equal("""message: {"number":2}""", await ticks.NextAsync());
        Assert.Equal("""message: {"number":3}""", await ticks.NextAsync());
    }

    [Fact]
    public async Task A_parameter_that_does_not_parse_is_answered_with_problem_details()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync("/orders/many/events", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains("orderId", problem.GetProperty("errors").ToString());
    }

    [Fact]
    public async Task A_refusal_is_answered_before_the_stream_begins()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync("/orders/404/events", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static Task<RunningApp> StartAsync() => RunningApp.StartAsync(SourceTexts.Contract, Setup);
}
