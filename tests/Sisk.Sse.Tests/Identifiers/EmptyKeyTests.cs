using Sisk.Sse.Tests.Support;


namespace Sisk.Sse.Tests.Identifiers;

public sealed class EmptyKeyTests
{
    [Fact]
    public async Task Broadcast_to_an_empty_key_does_not_reach_other_keys()
    {
        await using var app = await TestApp.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        await using var reading = await app.OpenAsync("/feed/bare/a");

        await feed.BroadcastBareAsync("", "for nobody", TestContext.Current.CancellationToken);
        await feed.BroadcastBareAsync("a", "for a", TestContext.Current.CancellationToken);

        Assert.Equal("for a", await reading.NextDataAsync());
    }

    [Fact]
    public async Task Prefix_with_an_empty_key_does_not_match_other_keys()
    {
        await using var app = await TestApp.StartAsync();
        await using var reading = await app.OpenAsync("/feed/bare/a");

        Assert.Empty(app.Sources.FindByPrefix(FeedEventsBroadcaster.BareIdentifier.Prefix("")));
        Assert.Equal(0, app.Sources.CloseByPrefix(FeedEventsBroadcaster.BareIdentifier.Prefix("")));
        Assert.Single(app.Sources);
    }

    [Fact]
    public async Task Slash_as_a_prefix_matches_only_an_empty_segment()
    {
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/named", async request =>
        {
            await using var sse = request.GetEventSource(request.Query["name"].Single()!);
            await sse.KeepAliveAsync();
            return sse.Close();
        })));
        await using var one = await app.OpenAsync("/named?name=a");
        await using var below = await app.OpenAsync("/named?name=a/b");
        await using var empty = await app.OpenAsync("/named?name=/c");

        Assert.Equal(2, app.Sources.FindByPrefix("a/").Length);
        Assert.Equal("/c", Assert.Single(app.Sources.FindByPrefix("/")).Identifier);
        Assert.Equal(1, app.Sources.CountByPrefix("//"));
        Assert.Equal(1, await app.Sources.CountByPrefixAsync("/", TestContext.Current.CancellationToken));
        await app.Sources.CloseByPrefixAsync("/", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(2, app.Sources.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("%25")]
    [InlineData("\0")]
    [InlineData("\uffff")]
    [InlineData("..")]
    public void Key_round_trips_through_the_identifier(string value)
    {
        var identifier = OrderEventsBroadcaster.MessagesIdentifier.Format(1, value);

        Assert.True(OrderEventsBroadcaster.MessagesIdentifier.TryParse(identifier, out _, out var parsed));
        Assert.Equal(value, parsed);
        Assert.DoesNotContain(identifier.Split('/'), static segment => segment.Length == 0);
    }

    [Theory]
    [InlineData("\uffff")]
    [InlineData("\uffffa")]
    [InlineData("\uffff\uffff")]
    public async Task Prefix_finds_a_connection_whose_key_has_the_highest_character(string value)
    {
        await using var app = await TestApp.StartAsync();
        await using var reading = await app.OpenAsync("/orders/7/messages/" + Uri.EscapeDataString(value));
        await using var longer = await app.OpenAsync("/orders/77/messages/x");

        var found = Assert.Single(app.Sources.FindByPrefix(OrderEventsBroadcaster.MessagesIdentifier.Prefix(7)));

        Assert.StartsWith(OrderEventsBroadcaster.MessagesIdentifier.Format(7, value) + "/", found.Identifier, StringComparison.Ordinal);
    }
}
