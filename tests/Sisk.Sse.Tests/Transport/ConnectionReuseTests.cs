using Microsoft.AspNetCore.Builder;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Transport;

/// <summary>Kestrel reuses a connection after a stream has ended on it.</summary>
public sealed class ConnectionReuseTests
{
    [Theory]
    [InlineData(TestTransport.Socket)]
    [InlineData(TestTransport.Pipe)]
    public async Task Connection_is_reused_after_a_stream_ends(TestTransport transport)
    {
        var connections = new HashSet<string>();
        await using var app = await TestApp.StartAsync(
            application =>
            {
                application.Use((context, next) =>
                {
                    connections.Add(context.Connection.Id);
                    return next(context);
                });
                application.MapGet("/plain", () => "plain");
                application += new Route(RouteMethod.Get, "/stream", async request =>
                {
                    var sse = request.GetEventSource();
                    for (var i = 0; i < 100; i++)
                    {
                        // Sends each event in a write of its own, so that the later ones are written directly to the socket.
                        sse.Send($"event {i}");
                        await Task.Yield();
                    }

                    return await sse.CloseAsync();
                });
            },
            options => options.Transport = transport.ToStreamTransport());
        using var one = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        using var client = new HttpClient(one) { BaseAddress = app.Client.BaseAddress };

        for (var turn = 0; turn < 5; turn++)
        {
            Assert.Equal("plain", await client.GetStringAsync("/plain", TestContext.Current.CancellationToken));
            await using var reading = await StreamReading.OpenAsync(client, "/stream");
            Assert.Equal(Enumerable.Range(0, 100).Select(i => $"event {i}"), (await reading.RestAsync()).Select(item => item.Data));
        }

        Assert.Single(connections);
    }
}
