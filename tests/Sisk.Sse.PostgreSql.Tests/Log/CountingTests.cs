using System.Security.Cryptography;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>Connections whose identifiers PostgreSQL cannot store as they are.</summary>
public sealed class CountingTests(PostgreSqlServer server)
{
    [Fact]
    public Task Key_that_is_too_long_for_an_index_does_not_stop_the_counting() =>
        CountsAsync(
            "/raw?id=board/" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 4000));

    [Fact]
    public Task Identifier_with_NUL_does_not_stop_the_counting() => CountsAsync("/raw?id=board/a%00b");

    private async Task CountsAsync(string path)
    {
        await using var nodes = new PostgreSqlNodes(server.ConnectionString());
        var raw = new Route(RouteMethod.Get, "/raw", static request =>
        {
            using var source = request.GetEventSource(request.Query["id"].ToString());
            source.Send("hi");
            source.KeepAlive();
            return source.Close();
        });
        var app = await nodes.StartAsync(static options => options.CountConnections = true, streams: null, raw);
        await using var one = await app.JoinAsync("a");

        await using var other = await app.OpenAsync(path);
        Assert.Equal("message:hi", await other.EventAsync());

        Assert.Equal(2, await app.Sources.CountByPrefixAsync("board", TestContext.Current.CancellationToken));
    }
}
