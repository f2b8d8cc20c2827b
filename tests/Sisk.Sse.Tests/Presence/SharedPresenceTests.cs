using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Presence;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Presence;

/// <summary>Presence on two servers that share a log in memory.</summary>
public sealed class SharedPresenceTests
{
    private const int Users = 600;

    private readonly MemoryEventLog _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_that_exceed_one_event_are_all_known_to_other_servers()
    {
        await using var one = await StartAsync(static options => options.MaxEventBytes = 8192);
        await using var two = await StartAsync(static options => options.MaxEventBytes = 8192);
        var (told, crowd) = (Follow(one), Crowd(two));

        await ListAsync(one);

        await Signal.WithinAsync(told.SettlesAsync(crowd));
        Assert.Equal(crowd.Length, told.All.Count);
        Assert.Equal(crowd.Length, (await ListAsync(one)).Count);
    }

    [Fact]
    public async Task Key_that_exceeds_one_event_is_left_out_and_logged_and_nobody_else_has_left()
    {
        await using var one = await StartAsync(static options => options.MaxEventBytes = 512);
        await using var two = await StartAsync(static options => options.MaxEventBytes = 512);
        var (told, crowd) = (Follow(one), Crowd(two));
        await ListAsync(one);
        await Signal.WithinAsync(told.SettlesAsync(crowd));

        var presence = PresenceOf(two);
        presence.Connect("42/" + new string('x', 600));
        presence.Connect("42/zoe");
        await told.ReachesAsync("+42 zoe");
        await using var other = await StartAndAskAsync();
        PresenceOf(other).Connect("42/bob");
        await told.ReachesAsync("+42 bob");

        Assert.DoesNotContain(told.All, static change => change[0] == '-');
        await two.Logs.FirstAsync(static entry => entry.Text.Contains("MaxEventBytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_client_leaves_when_only_a_part_of_the_keys_can_be_sent()
    {
        var refusing = new RefusingLog(_log);
        await using var one = await StartAsync();
        await using var two = await StartAsync(static options => options.MaxEventBytes = 8192, refusing);
        var (told, crowd) = (Follow(one), Crowd(two));
        await ListAsync(one);
        await Signal.WithinAsync(told.SettlesAsync(crowd));

        refusing.Refused = "user-0300";
        await using var other = await StartAndAskAsync();
        await two.Logs.FirstAsync(static entry => entry.Text.Contains("They are told again", StringComparison.Ordinal));
        PresenceOf(other).Connect("42/bob");
        await told.ReachesAsync("+42 bob");

        Assert.DoesNotContain(told.All, static change => change[0] == '-');
    }

    [Fact]
    public async Task Handler_that_is_added_before_the_start_is_called_for_clients_of_other_servers()
    {
        var told = new HandlerLog();
        await using var one = await StartAsync(map: app => Follow(app.Services, told));
        await using var two = await StartAsync();

        await using var ann = await two.OpenAsync("/orders/42/messages/ann");

        await told.ReachesAsync("+42 ann");
        Assert.Equal([(42, "ann")], await ListAsync(one));
    }

    [Fact]
    public async Task Handler_that_is_added_during_an_outage_is_called_for_clients_of_other_servers_afterwards()
    {
        await using var two = await StartAsync();
        await ListAsync(two);
        await using var ann = await two.OpenAsync("/orders/42/messages/ann");

        // Starts during the outage, so that it has not heard of her.
        _log.IsAvailable = false;
        await using var one = await StartAsync(static options => options.MaxWait = TimeSpan.FromMilliseconds(500));
        var told = Follow(one);
        await one.Logs.FirstAsync(static entry => entry.Text.Contains("They are asked again", StringComparison.Ordinal));
        _log.IsAvailable = true;

        await told.ReachesAsync("+42 ann");
    }

    private static Task<IReadOnlyList<(int OrderId, string UserId)>> ListAsync(TestApp app) =>
        app.Get<OrderEventsBroadcaster>().ListMessagesAsync(Cancellation);

    private static HandlerLog Follow(TestApp app)
    {
        var told = new HandlerLog();
        Follow(app.Application.Services, told);
        return told;
    }

    private static void Follow(IServiceProvider services, HandlerLog told) =>
        services.GetRequiredService<OrderEventsBroadcaster>().MessagesPresenceChanged += (_, change) =>
            told.Add($"{change.Keys.orderId} {change.Keys.userId}", change.IsPresent);

    /// <summary>Connects many users to a server.</summary>
    /// <returns>The users, in the order and form in which a handler is told.</returns>
    private static string[] Crowd(TestApp app)
    {
        string[] users = [.. Enumerable.Range(0, Users).Select(static number => $"user-{number:0000}")];
        Array.ForEach(users, user => PresenceOf(app).Connect("42/" + user));
        return Array.ConvertAll(users, static user => "42 " + user);
    }

    /// <summary>Starts one more server, at whose request the others tell all their keys again.</summary>
    private async Task<TestApp> StartAndAskAsync()
    {
        var app = await StartAsync();
        await ListAsync(app);
        return app;
    }

    private static StreamPresence PresenceOf(TestApp app)
    {
        var stream = app.Get<EndpointDataSource>().Endpoints
            .Select(static endpoint => endpoint.Metadata.GetMetadata<StreamDescription>())
            .First(static stream => stream?.Name.EndsWith("OrderEvents.Messages", StringComparison.Ordinal) is true);
        return app.Get<StreamRegistry>().GetPresence(stream!.Name);
    }

    private Task<TestApp> StartAsync(
        Action<EventLogOptions>? options = null, IEventLog? log = null, Action<WebApplication>? map = null) => TestApp.StartAsync(
        map,
        streams: streams =>
        {
            streams.AddMemoryEventLog(_log, all =>
            {
                // A sign of life, with which a server learns of the streams of others, comes three times in this time.
                all.ServerTimeout = TimeSpan.FromSeconds(3);
                options?.Invoke(all);
            });
            if (log is not null)
            {
                streams.Services.AddSingleton(log);
            }
        });

    /// <summary>A log that refuses the events that contain a text.</summary>
    private sealed class RefusingLog(MemoryEventLog log) : IEventLog
    {
        private string? _refused;

        public string Name => log.Name;

        public string System => log.System;

        internal string? Refused { get => Volatile.Read(ref _refused); set => Volatile.Write(ref _refused, value); }

        public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) =>
            Refused is { } text && Encoding.UTF8.GetString(append.Events.Span).Contains(text, StringComparison.Ordinal)
                ? ValueTask.FromException<EventLogPlace>(new EventLogException("It is refused.", mayBeDone: false, "This is not wanted."))
                : log.AppendAsync(append, cancellationToken);

        public ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken) =>
            log.ReadAsync(read, cancellationToken);

        public ValueTask<IAsyncDisposable> SubscribeAsync(
            string name, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
            log.SubscribeAsync(name, subscriber, cancellationToken);
    }
}
