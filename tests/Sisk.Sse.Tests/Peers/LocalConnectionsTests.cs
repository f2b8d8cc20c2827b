using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Peers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Peers;

/// <summary>The connections of one server that others are told of.</summary>
public sealed class LocalConnectionsTests
{
    [Fact]
    public async Task Other_connections_can_be_used_while_the_announcement_of_a_closed_one_is_canceled()
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/feed", async (HttpRequest request) =>
        {
            using var source = request.GetEventSource("a");
            source.Send("hello");
            await source.KeepAliveAsync();
        }));
        await using var reading = await app.OpenAsync("/feed");
        var source = Assert.Single(app.Sources);
        var connections = new LocalConnections();
        var connection = connections.Add(source, openedAt: 0, read: default);
        var isFree = false;
        using var canceled = connection.Closed.Register(() =>
            isFree = Task.Run(() => connections.TakeUnannounced(1)).Wait(Signal.Bound, TestContext.Current.CancellationToken));

        connections.Remove(source);

        Assert.True(isFree);
    }
}
