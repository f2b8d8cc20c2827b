using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

public sealed class Http2ResetTests
{
    [Fact]
    public async Task Reset_of_an_HTTP_2_stream_does_not_affect_another_on_its_connection()
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
