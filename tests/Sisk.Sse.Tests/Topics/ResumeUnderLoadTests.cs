using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Clients that disconnect and resume during broadcasts. The stress program does the same for longer.</summary>
public abstract class ResumeUnderLoadTests(TestTransport transport)
{
    private const int Events = 4000;

    [Fact]
    public async Task Client_disconnected_at_random_gets_each_event_once_and_in_order()
    {
        await using var app = await transport.StartAsync();
        var client = new ResumingClient(app, "/feed/bare/a", new Random(20261123));
        await client.BeginAsync();

        var broadcasting = BroadcastAsync(app, size: 0);
        await client.ReadAllAsync(Events, disconnects: 20);

        await broadcasting;
        Assert.Equal(Enumerable.Range(0, Events), client.Seen);
        Assert.Equal(0, client.Resets);
    }

    [Fact]
    public async Task Client_disconnected_for_overflow_misses_nothing()
    {
        await using var app = await transport.StartAsync(
            options: options => options.MaxQueuedEvents = 32,
            services: services => services.Configure<SocketTransportOptions>(
                static sockets => sockets.CreateBoundListenSocket = ListenNarrowly));
        var client = new ResumingClient(app, "/feed/bare/a", new Random(1));
        await client.BeginAsync();

        // The client reads nothing until everything has been sent, which is more than the sockets hold.
        await BroadcastAsync(app, size: 1000);
        await client.ReadAllAsync(Events, disconnects: 0);

        Assert.Equal(Enumerable.Range(0, Events), client.Seen);
        Assert.Equal(0, client.Resets);
        Assert.InRange(client.Ends, 1, int.MaxValue);
    }

    [Fact]
    public async Task Clients_that_join_during_broadcasts_have_no_gap_and_no_repeat()
    {
        await using var app = await transport.StartAsync();
        var early = new ResumingClient(app, "/feed/bare/a", new Random(2));
        await early.BeginAsync();
        var broadcasting = BroadcastAsync(app, size: 0);

        var clients = Enumerable.Range(0, 30)
            .Select(_ => new ResumingClient(app, "/feed/bare/a", new Random(3)) { LastEventId = early.LastEventId }).ToList();
        await Task.WhenAll(clients.Select(client => client.ReadAllAsync(Events, disconnects: 0)));

        await broadcasting;
        Assert.All(clients, client => Assert.Equal(Enumerable.Range(0, Events), client.Seen));
    }

    /// <summary>Limits the send buffer, which would otherwise grow to several MiB. Connections inherit it from their listener.</summary>
    private static Socket ListenNarrowly(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SendBufferSize = 64 * 1024;
        return socket;
    }

    private static async Task BroadcastAsync(TestApp app, int size)
    {
        var feed = app.Get<FeedEventsBroadcaster>();
        var filling = new string('x', size);
        for (var i = 0; i < Events; i++)
        {
            await feed.BroadcastBareAsync(
                "a", string.Create(CultureInfo.InvariantCulture, $"{i} {filling}"), TestContext.Current.CancellationToken);
            if (i % 50 == 0)
            {
                await Task.Yield();
            }
        }
    }
}

public sealed class ResumeUnderLoadTestsOverSocket() : ResumeUnderLoadTests(TestTransport.Socket);

public sealed class ResumeUnderLoadTestsOverPipe() : ResumeUnderLoadTests(TestTransport.Pipe);

public sealed class ResumeUnderLoadTestsOverHttp2() : ResumeUnderLoadTests(TestTransport.Http2);
