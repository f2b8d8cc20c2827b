using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sisk.Sse.Tests.Resume;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

public sealed class ResetStreamTests
{
    [Fact]
    public async Task A_stream_that_is_reset_on_HTTP_2_is_gone_and_its_neighbour_on_the_connection_lives()
    {
        await using var app = await TestApp.StartAsync(protocols: HttpProtocols.Http2);
        var one = await app.OpenAsync("/feed/rooms/a");
        await one.NextAsync();
        var gone = Signal.UnregisteredAsync(app.Sources, app.Sources.Single().Identifier!);
        await using var two = await app.OpenAsync("/feed/bare/b");
        var connections = app.Sources.Select(source => source.HttpRequest.HttpContext.Connection.Id.Split(':')[0]).Distinct();
        Assert.Single(connections);

        await one.DisposeAsync();

        await gone;
        await app.Get<FeedEventsBroadcaster>().BroadcastBareAsync("b", "alive", TestContext.Current.CancellationToken);
        Assert.Equal("alive", await Signal.WithinAsync(two.NextDataAsync()));
    }
}
