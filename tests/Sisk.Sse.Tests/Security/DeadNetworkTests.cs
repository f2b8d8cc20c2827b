using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Clients whose network fails without FIN or RST. By default, the system keeps their connections for about 15 minutes.</summary>
public abstract class DeadNetworkTests(TestTransport transport)
{
    [Fact]
    public async Task Quiet_client_is_removed_when_its_pings_are_not_acknowledged()
    {
        // Pings are so small that they fit into the socket's buffer for hours: no write ever waits.
        using var remote = RemoteMachine.Start();
        await using var app = await StartAsync(remote, static options =>
            (options.PingInterval, options.WriteTimeout) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)));

        var gone = await VanishAsync(app, remote, static () => Task.CompletedTask);

        Assert.Equal(0, app.Get<SessionRegistry>().Connections);
        Assert.False(gone.IsActive);
    }

    [Fact]
    public async Task Client_is_removed_when_an_event_is_not_acknowledged()
    {
        using var remote = RemoteMachine.Start();
        await using var app = await StartAsync(remote, static options =>
            (options.PingInterval, options.WriteTimeout) = (Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(1)));
        var feed = app.Get<FeedEventsBroadcaster>();

        await VanishAsync(app, remote, () => feed.BroadcastBareAsync("a", "into the void", TestContext.Current.CancellationToken).AsTask());

        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Client_is_removed_when_its_buffers_are_full()
    {
        using var remote = RemoteMachine.Start();
        await using var app = await StartAsync(remote, static options =>
        {
            options.WriteTimeout = TimeSpan.FromSeconds(1);
            options.MaxQueuedBytes = long.MaxValue;
        });
        var feed = app.Get<FeedEventsBroadcaster>();

        await VanishAsync(app, remote, async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await feed.BroadcastBareAsync("a", new string('x', 100_000), TestContext.Current.CancellationToken);
            }
        });

        Assert.Empty(app.Sources);
    }

    private Task<TestApp> StartAsync(RemoteMachine remote, Action<EventStreamOptions> options) =>
        TestApp.StartAsync(
            options: all =>
            {
                all.Transport = transport.ToStreamTransport();
                options(all);
            },
            services: services => services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = remote.Bind),
            address: RemoteMachine.Near);

    /// <summary>Connects a client, cuts its network, runs an action and returns the source once it is unregistered.</summary>
    private static async Task<HttpRequestEventSource> VanishAsync(TestApp app, RemoteMachine remote, Func<Task> thenDo)
    {
        using var socket = remote.Connect(app.Client.BaseAddress!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /feed/bare/a HTTP/1.1\r\nHost: {app.Client.BaseAddress.Authority}\r\n\r\n"));
        var received = "";
        var buffer = new byte[1024];
        while (!received.Contains("id: ", StringComparison.Ordinal))
        {
            received += Encoding.ASCII.GetString(buffer, 0, await Signal.WithinAsync(socket.ReceiveAsync(buffer)));
        }

        var gone = Signal.UnregisteredAsync(app.Sources, app.Sources.Single().Identifier!);
        remote.Vanish();
        await thenDo();
        return await gone;
    }
}

public sealed class DeadNetworkTestsOverSocket() : DeadNetworkTests(TestTransport.Socket);

public sealed class DeadNetworkTestsOverPipe() : DeadNetworkTests(TestTransport.Pipe);
