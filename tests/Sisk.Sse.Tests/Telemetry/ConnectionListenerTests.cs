using System.Net;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Connections whose metrics are read by a listener that throws.</summary>
public sealed class ConnectionListenerTests
{
    [Theory]
    [InlineData("active_connections")]
    [InlineData("resumes")]
    [InlineData("replayed")]
    public async Task Exception_of_a_listener_does_not_keep_a_client_from_its_stream(string instrument)
    {
        await using var app = await TestApp.StartAsync();
        var lastEventId = await ReceiveAsync(app, "seen");
        await BroadcastAsync(app, "missed");
        using var listener = ThrowingListener.Start(app, instrument);

        await using var reading = await app.OpenAsync("/counted/single/a", lastEventId);

        Assert.Equal("missed", await reading.NextDataAsync());
        await BroadcastAsync(app, "live");
        Assert.Equal("live", await reading.NextDataAsync());
        AssertLogged(app);
    }

    [Fact]
    public async Task Exception_of_a_listener_does_not_change_the_answer_to_a_client_that_a_limit_refuses()
    {
        await using var app = await TestApp.StartAsync(options: static options => options.MaxConnections = 1);
        await using var admitted = await app.OpenAsync("/counted/a");
        using var listener = ThrowingListener.Start(app, "rejected_connections");

        await using var reading = await app.OpenAsync("/counted/single/a");

        Assert.Equal(HttpStatusCode.OK, reading.Response.StatusCode);
        Assert.Empty(await reading.RestAsync());
        Assert.InRange(reading.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        AssertLogged(app);
    }

    private static async Task<string> ReceiveAsync(TestApp app, string text)
    {
        await using var reading = await app.OpenAsync("/counted/single/a");
        await BroadcastAsync(app, text);
        Assert.Equal(text, await reading.NextDataAsync());
        return reading.LastEventId;
    }

    private static Task BroadcastAsync(TestApp app, string text) =>
        app.Get<CountedEventsBroadcaster>().BroadcastSingleAsync("a", text, TestContext.Current.CancellationToken).AsTask();

    private static void AssertLogged(TestApp app) =>
        Assert.Contains(app.Logs.Entries, static entry => entry.Exception?.Message == ThrowingListener.Message);
}
