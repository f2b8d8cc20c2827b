using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

public abstract class HostileClientTests(TestTransport transport)
{
    public static TheoryData<byte[]> Values =>
    [
        "\u00ff\u00fe"u8.ToArray(), new byte[] { 0xff, 0xfe, 0x80 }, new byte[] { 0xc0, 0xaf }, "\u0001\u0002"u8.ToArray(), "\u007f"u8.ToArray(), "a, b"u8.ToArray(),
        Encoding.ASCII.GetBytes(new string('9', 20_000)), "\t \t"u8.ToArray(), ""u8.ToArray(),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Arbitrary_header_bytes_get_an_answer_and_the_server_keeps_serving(byte[] value)
    {
        await using var app = await transport.StartAsync();

        var byId = await RequestAsync(app, [.. "GET /feed/bare/a HTTP/1.1\r\nHost: x\r\nLast-Event-ID: "u8, .. value, .. "\r\n\r\n"u8]);
        var byHeader = await RequestAsync(app, [.. "GET /generated/header HTTP/1.1\r\nHost: x\r\nX-Value: "u8, .. value, .. "\r\n\r\n"u8]);

        Assert.Matches("^HTTP/1.1 (200|400) ", byId);
        Assert.Matches("^HTTP/1.1 (200|400) ", byHeader);
        await using var next = await app.OpenAsync("/feed/bare/a");
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "alive", TestContext.Current.CancellationToken);
        Assert.Equal("alive", await next.NextDataAsync());
    }

    [Fact]
    public async Task Last_event_id_over_the_header_limit_gets_431()
    {
        await using var app = await transport.StartAsync();

        var answer = await RequestAsync(
            app, [.. "GET /feed/bare/a HTTP/1.1\r\nHost: x\r\nLast-Event-ID: "u8, .. Encoding.ASCII.GetBytes(new string('x', 40_000)), .. "\r\n\r\n"u8]);

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Clients_over_the_connection_limit_do_not_affect_those_within_it()
    {
        await using var app = await transport.StartAsync(options: options => options.MaxConnections = 2);
        await using var one = await app.OpenAsync("/feed/bare/a");
        await using var two = await app.OpenAsync("/feed/bare/a");

        for (var i = 0; i < 200; i++)
        {
            await using var refused = await app.OpenAsync("/feed/bare/a");
            Assert.Empty(await refused.RestAsync());
        }

        Assert.Equal(2, app.Sources.Count);
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("a", "alive", TestContext.Current.CancellationToken);
        Assert.Equal("alive", await one.NextDataAsync());
        Assert.Equal("alive", await two.NextDataAsync());
    }

    [Fact]
    public async Task Slow_reader_is_disconnected_and_does_not_delay_others()
    {
        const int Events = 2000;
        await using var app = await transport.StartAsync(options: options => options.MaxQueuedBytes = 256 * 1024);
        using var slow = await RawClient.GetAsync(app.RawAddress, "/feed/bare/slow", receiveBuffer: 4096);
        await slow.ReadUntilAsync("id: ");
        var cut = Signal.UnregisteredAsync(app.Sources, app.Sources.Single().Identifier!);
        await using var other = await app.OpenAsync("/feed/bare/other");
        var feed = app.Get<FeedEventsBroadcaster>();

        for (var i = 0; i < Events; i++)
        {
            await feed.BroadcastBareAsync("slow", new string('x', 10_000), TestContext.Current.CancellationToken);
        }

        await feed.BroadcastBareAsync("other", "in time", TestContext.Current.CancellationToken);

        Assert.Equal("in time", await Signal.WithinAsync(other.NextDataAsync()));
        Assert.False((await cut).IsActive);
    }

    [Fact]
    public async Task TCP_user_timeout_is_set_to_the_write_timeout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The option is Linux's.");
        Socket? socket = null;
        await using var app = await transport.StartAsync(
            app => app.Use((context, next) =>
            {
                socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
                return next(context);
            }),
            options => options.WriteTimeout = TimeSpan.FromSeconds(20));

        await using var reading = await app.OpenAsync("/feed/bare/a");

        var milliseconds = new byte[4];
        socket!.GetRawSocketOption(6, 18, milliseconds);
        Assert.Equal(20_000, BitConverter.ToInt32(milliseconds));
    }

    private static async Task<string> RequestAsync(TestApp app, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.RawAddress.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        var buffer = new byte[1024];
        var read = await Signal.WithinAsync(stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask());
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}

public sealed class HostileClientTestsOverSocket() : HostileClientTests(TestTransport.Socket);

public sealed class HostileClientTestsOverPipe() : HostileClientTests(TestTransport.Pipe);

public sealed class HostileClientTestsOverHttp2() : HostileClientTests(TestTransport.Http2);
