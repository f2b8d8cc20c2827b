using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Streams whose metrics are read by a listener that throws.</summary>
public sealed class ConnectionListenerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/counted/a", """{"text":"x"}""")]
    [InlineData("/counted/pull/1", "0")]
    public async Task Exception_of_a_listener_does_not_fail_a_stream_that_opens(string path, string data)
    {
        await using var app = await TestApp.StartAsync();
        using var listener = ThrowingListener.Start(app, "active_connections");

        await using var reading = await app.OpenAsync(path);
        await app.Get<CountedEventsBroadcaster>().BroadcastCountedAsync("a", new("x"), Cancellation);

        Assert.Equal(data, await reading.NextDataAsync());
        Assert.Contains(app.Logs.Entries, static entry => entry.Exception?.Message == ThrowingListener.Message);
    }

    [Fact]
    public async Task Exception_of_a_listener_does_not_fail_a_client_that_a_limit_refuses()
    {
        await using var app = await TestApp.StartAsync(options: static options => options.MaxConnections = 1);
        using var listener = ThrowingListener.Start(app, "rejected_connections");
        await using var first = await app.OpenAsync("/counted/a");

        await using var second = await app.OpenAsync("/counted/a");

        Assert.Empty(await second.RestAsync());
        Assert.NotEqual(Timeout.InfiniteTimeSpan, second.Retry);
        Assert.Contains(app.Logs.Entries, static entry => entry.Exception?.Message == ThrowingListener.Message);
    }

    [Theory]
    [InlineData("resumes")]
    [InlineData("replayed")]
    public async Task Exception_of_a_listener_does_not_fail_a_client_that_resumes(string instrument)
    {
        await using var app = await TestApp.StartAsync();
        using var listener = ThrowingListener.Start(app, instrument);
        var broadcaster = app.Get<CountedEventsBroadcaster>();
        string id;
        await using (var reading = await app.OpenAsync("/counted/a"))
        {
            await broadcaster.BroadcastCountedAsync("a", new("1"), Cancellation);
            await reading.NextDataAsync();
            id = reading.LastEventId;
        }

        await broadcaster.BroadcastCountedAsync("a", new("2"), Cancellation);

        await using var returned = await app.OpenAsync("/counted/a", id);
        Assert.Equal("""{"text":"2"}""", await returned.NextDataAsync());
        Assert.Contains(app.Logs.Entries, static entry => entry.Exception?.Message == ThrowingListener.Message);
    }
}
