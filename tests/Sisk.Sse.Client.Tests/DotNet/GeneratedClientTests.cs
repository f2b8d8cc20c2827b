using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Client.Tests.Remote;
using Sisk.Sse.Client.Tests.Server;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Generated clients and a real server.</summary>
public sealed class GeneratedClientTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 29, 12, 30, 0, TimeSpan.FromHours(1));

    [Fact]
    public async Task Events_arrive_as_the_types_that_server_and_client_share()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var opened = server.OpenedAsync();
        await using var events = new OwnStreams(http).CountEvents.WatchAsync("a", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = events.MoveNextAsync();
        await opened;

        await server.Broadcaster.BroadcastNotedAsync(
            "a",
            new Server.CountEvent.Noted("n", _at, [new Server.Number(3, Server.Level.High)], new() { ["x"] = Server.Level.High }),
            TestContext.Current.CancellationToken);

        Assert.True(await next);
        var noted = Assert.IsType<Server.CountEvent.Noted>(events.Current);
        Assert.Equal(
            ("n", _at, new Server.Number(3, Server.Level.High), Server.Level.High),
            (noted.Note, noted.At, noted.Numbers.Single(), noted.Levels["x"]));
    }

    [Fact]
    public async Task Events_arrive_as_types_that_were_generated_from_the_contract()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var opened = server.OpenedAsync();
        await using var events = new RemoteStreams(http).CountEvents.WatchAsync("a/b c", cancellationToken: TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = events.MoveNextAsync();
        await opened;

        await server.Broadcaster.BroadcastNotedAsync(
            "a/b c",
            new Server.CountEvent.Noted(null, _at, [new Server.Number(3, Server.Level.High)], new() { ["x"] = Server.Level.High }),
            TestContext.Current.CancellationToken);

        Assert.True(await next);
        var noted = Assert.IsType<Remote.CountEvent.Noted>(events.Current);
        Assert.Equal(
            (null, _at, new Remote.Number { Value = 3, Level = Remote.Level.High }, Remote.Level.High),
            (noted.Note, noted.At, noted.Numbers.Single(), noted.Levels["x"]));
    }

    [Fact]
    public async Task A_pull_stream_ends_with_its_sequence_and_is_not_asked_for_again()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var states = new List<EventStreamState>();
        var numbers = new List<int>();

        await foreach (var number in new RemoteStreams(http).CountEvents.PullAsync(
            7, new() { StateChanged = states.Add }, TestContext.Current.CancellationToken))
        {
            numbers.Add(number.Value);
        }

        Assert.Equal([7, 8, 9, 10, 11], numbers);
        Assert.Equal([EventStreamState.Connecting, EventStreamState.Open, EventStreamState.Closed], states);
    }

    [Fact]
    public async Task A_body_and_headers_are_sent()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var words = new List<string>();

        await foreach (var word in new RemoteStreams(http).CountEvents.AskAsync(
            new Remote.Question { Text = "how are you", Level = Remote.Level.High },
            new() { Headers = headers => headers.Authorization = new("Bearer", "token") },
            TestContext.Current.CancellationToken))
        {
            words.Add(word);
        }

        Assert.Equal(["how High Bearer token", "are High Bearer token", "you High Bearer token"], words);
    }

    [Theory]
    [InlineData]
    [InlineData("a")]
    [InlineData("a", "b", "c,d", "e f")]
    [InlineData(" a ", "b\"c\"", "\td")]
    public async Task All_values_of_a_header_arrive(params string[] tags)
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        var arrived = await new RemoteStreams(http).CountEvents
            .TagsAsync(tags, cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(tags, arrived);
    }

    [Fact]
    public async Task A_header_beyond_ASCII_arrives_if_the_client_may_send_it()
    {
        await using var server = await ServerApp.StartAsync();
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        var call = new EventStreamCall { Headers = static headers => headers.TryAddWithoutValidation("Authorization", "Zoë") };

        var words = await new OwnStreams(http).CountEvents
            .AskAsync(new("hi", Server.Level.Low), call, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["hi Low Zoë"], words);
    }

    [Fact]
    public void A_route_value_that_leads_to_another_address_is_refused_with_its_name()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://localhost") };

        Assert.Throws<ArgumentException>(
            "key", () => new RemoteStreams(http).CountEvents.WatchAsync("..", cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_route_value_that_is_missing_is_refused_with_its_name()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://localhost") };

        Assert.Throws<ArgumentNullException>(
            "key", () => new RemoteStreams(http).CountEvents.WatchAsync(null!, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Leaving_the_loop_closes_the_connection_at_once()
    {
        await using var server = await ServerApp.StartAsync();

        // For as long as it takes, HttpClient would wait for the rest of a response.
        using var http =
            new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = server.Address };
        var opened = server.OpenedAsync();
        var left = server.LeftAsync();
        var reading = ReadOneAsync();
        await opened;
        await server.Broadcaster.BroadcastCountedAsync(
            "a", new Server.CountEvent.Counted(1, "text"), TestContext.Current.CancellationToken);
        await reading;

        await left;

        async Task ReadOneAsync()
        {
            await foreach (var _ in new OwnStreams(http).CountEvents.WatchAsync(
                "a", cancellationToken: TestContext.Current.CancellationToken))
            {
                break;
            }
        }
    }

    [Fact]
    public async Task The_factory_creates_clients_with_handlers()
    {
        await using var server = await ServerApp.StartAsync();
        var services = new ServiceCollection();
        services.AddTransient<Handler>();
        services.AddEventStreamClient<OwnStreams>(http => http.BaseAddress = server.Address).AddHttpMessageHandler<Handler>();
        await using var provider = services.BuildServiceProvider();
        var words = new List<string>();

        await foreach (var word in provider.GetRequiredService<OwnStreams>().CountEvents
            .AskAsync(new("hi", Server.Level.Low), cancellationToken: TestContext.Current.CancellationToken))
        {
            words.Add(word);
        }

        Assert.Equal(["hi Low Bearer handler"], words);
        Assert.Throws<ArgumentException>(() => services.AddEventStreamClient<Handler>(_ => { }));
    }

    private sealed class Handler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new("Bearer", "handler");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
