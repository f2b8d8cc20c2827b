using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

public sealed class AuthorizationTests
{
    [Fact]
    public async Task Resume_is_refused_and_replays_nothing_when_access_was_revoked()
    {
        var rights = new Rights();
        await using var app = await TestApp.StartAsync(services: services => services.AddSingleton(rights));
        var broadcaster = app.Get<PrivateEventsBroadcaster>();
        string lastEventId;
        await using (var reading = await app.OpenAsync("/private/a"))
        {
            await broadcaster.BroadcastReadAsync("a", "seen", TestContext.Current.CancellationToken);
            Assert.Equal("seen", await reading.NextDataAsync());
            lastEventId = reading.LastEventId;
        }

        await broadcaster.BroadcastReadAsync("a", "secret", TestContext.Current.CancellationToken);
        rights.MayRead = false;
        await using var returned = await app.OpenAsync("/private/a", lastEventId);

        Assert.Equal(HttpStatusCode.Forbidden, returned.Response.StatusCode);
        Assert.Empty(await returned.RestAsync());
    }

    [Fact]
    public async Task Event_id_of_another_stream_is_answered_with_reset()
    {
        await using var app = await TestApp.StartAsync(services: services => services.AddSingleton(new Rights()));
        string lastEventId;
        await using (var reading = await app.OpenAsync("/feed/rooms/a"))
        {
            await reading.NextAsync();
            lastEventId = reading.LastEventId;
        }

        await app.Get<PrivateEventsBroadcaster>().BroadcastReadAsync("a", "before", TestContext.Current.CancellationToken);
        await using var other = await app.OpenAsync("/private/a", lastEventId);
        await app.Get<PrivateEventsBroadcaster>().BroadcastReadAsync("a", "now", TestContext.Current.CancellationToken);

        Assert.Equal("reset", (await other.NextAsync())?.EventType);
        Assert.Equal("now", await other.NextDataAsync());
    }
}
