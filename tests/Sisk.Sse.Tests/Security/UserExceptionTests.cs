using System.Net;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Exceptions of the application's code affect only the call that threw.</summary>
public sealed class UserExceptionTests
{
    [Fact]
    public async Task Serialization_failure_fails_only_its_broadcast()
    {
        await using var app = await TestApp.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        await using var reading = await app.OpenAsync("/feed/faulty/not");

        await Assert.ThrowsAnyAsync<Exception>(
            async () => await feed.BroadcastFaultyToAllAsync(new(IsFaulty: true), TestContext.Current.CancellationToken));
        await feed.BroadcastFaultyToAllAsync(new(IsFaulty: false), TestContext.Current.CancellationToken);

        Assert.Equal("""{"isFaulty":false,"value":"sound"}""", await reading.NextDataAsync());
    }

    [Fact]
    public async Task Serialization_failure_throws_at_the_sender_and_the_stream_continues()
    {
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", async request =>
        {
            await using var sse = request.GetEventSource();
            Assert.ThrowsAny<Exception>(() => sse.Send(new Faulty(IsFaulty: true)));
            await Assert.ThrowsAnyAsync<Exception>(
                async () => await sse.SendAsync(new Faulty(IsFaulty: true), cancellationToken: TestContext.Current.CancellationToken));
            sse.Send(new Faulty(IsFaulty: false));
            return sse.Close();
        })));

        await using var reading = await app.OpenAsync("/");

        Assert.Equal("""{"isFaulty":false,"value":"sound"}""", Assert.Single(await reading.RestAsync()).Data);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("first")]
    public async Task Exception_before_the_stream_begins_gets_500_and_leaves_nothing(string how)
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.Client.GetAsync("/feed/faulty/" + how, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Exception_of_an_unregistration_handler_does_not_keep_sources_open()
    {
        await using var app = await TestApp.StartAsync();
        app.Sources.OnEventSourceUnregistration += static (_, _) => throw new InvalidOperationException("The handler throws.");
        await using var one = await app.OpenAsync("/feed/bare/a");
        await using var two = await app.OpenAsync("/feed/bare/a");

        app.Sources.DropAll();

        Assert.Empty(await one.RestAsync());
        Assert.Empty(await two.RestAsync());
        Assert.Empty(app.Sources);
        Assert.Equal(2, app.Logs.Entries.Count(entry => entry.Exception?.Message == "The handler throws."));
    }
}
