using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Inspection;

/// <summary>The search of open connections.</summary>
public sealed class ConnectionSearchTests
{
    [Theory]
    [InlineData("ACME", 2)]
    [InlineData("acme/2", 1)]
    [InlineData("ann", 1)]
    [InlineData("127.0.0.1", 3)]
    [InlineData("", 3)]
    [InlineData("nobody", 0)]
    public async Task Search_finds_connections_by_key_user_and_address(string text, int count)
    {
        await using var app = await InspectorApp.StartAsync(QuerySignIn.Add);
        await using var first = await app.OpenAsync("/inspected/acme/1?as=ann");
        await using var second = await app.OpenAsync("/inspected/acme/2?as=bob");
        await using var third = await app.OpenAsync("/inspected/other/1");

        Assert.Equal(count, (await app.SearchAsync(text)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Search_tells_the_facts_of_a_connection()
    {
        var clock = new TestClock();
        await using var app = await InspectorApp.StartAsync(services =>
        {
            QuerySignIn.Add(services);
            services.AddSingleton<TimeProvider>(clock);
        });
        await using var reading = await app.OpenAsync("/inspected/acme/1?as=ann");
        await app.Get<InspectedEventsBroadcaster>()
            .BroadcastRemovedAsync("acme", 1, new(Guid.Empty, default), TestContext.Current.CancellationToken);
        await reading.NextAsync();

        var found = (await app.SearchAsync("acme")).GetProperty("connections")[0];

        Assert.Equal("inspected/{tenant}/{number}", found.GetProperty("stream").GetString());
        Assert.StartsWith("inspected/acme/1/", found.GetProperty("identifier").GetString(), StringComparison.Ordinal);
        Assert.Equal("ann", found.GetProperty("user").GetString());
        Assert.Equal("127.0.0.1", found.GetProperty("address").GetString());
        Assert.Equal("HTTP/1.1", found.GetProperty("protocol").GetString());
        Assert.Equal(app.Sources.Single().Connection.Transport, found.GetProperty("transport").GetString());
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), found.GetProperty("opened").GetInt64());
        Assert.Equal(0, found.GetProperty("queued").GetInt32());
        Assert.Equal(app.Sources.Single().SentContentLength, found.GetProperty("sent").GetInt64());
        Assert.Equal(reading.LastEventId, found.GetProperty("lastId").GetString());
        Assert.Equal("acme/1", found.GetProperty("key").GetString());
    }

    [Fact]
    public async Task Last_id_is_that_of_the_last_event_for_the_key_of_the_connection()
    {
        await using var app = await InspectorApp.StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");
        await using var other = await app.OpenAsync("/inspected/acme/2");
        var broadcaster = app.Get<InspectedEventsBroadcaster>();
        await broadcaster.BroadcastRemovedAsync("acme", 1, new(Guid.Empty, default), TestContext.Current.CancellationToken);
        await reading.NextAsync();
        await broadcaster.BroadcastRemovedAsync("acme", 2, new(Guid.Empty, default), TestContext.Current.CancellationToken);
        await other.NextAsync();

        Assert.Equal(
            reading.LastEventId, (await app.SearchAsync("acme/1")).GetProperty("connections")[0].GetProperty("lastId").GetString());
        Assert.NotEqual(reading.LastEventId, other.LastEventId);
    }

    [Fact]
    public async Task Search_is_limited_to_a_stream_and_ordered()
    {
        await using var app = await InspectorApp.StartAsync();
        await using var first = await app.OpenAsync("/inspected/acme/1");
        await using var second = await app.OpenAsync("/inspected/acme/2");
        await using var other = await app.OpenAsync($"/inspected/texts/of/{Guid.Empty}");

        var newest = await app.FindAsync(stream: "inspected/{tenant}/{number}");
        var oldest = await app.FindAsync(stream: "inspected/{tenant}/{number}", order: "oldest");

        Assert.Equal(2, newest.Length);
        Assert.StartsWith("inspected/acme/2/", newest[0], StringComparison.Ordinal);
        Assert.Equal(newest.Reverse(), oldest);
    }

    [Fact]
    public async Task Streams_of_the_inspector_are_left_out()
    {
        await using var app = await InspectorApp.StartAsync(options: static options => options.MaxConnections = 1);
        await using var client = await app.OpenAsync("/inspected/acme/1");
        await using var watching = await app.OpenAsync("/_streams/events");
        await using var tail = await app.OpenAsync(
            "/_streams/tail?stream=Sisk.Sse.Tests/Sisk.Sse.Tests.Inspection.InspectedEvents.Watch&value=acme&value=1");

        var sample = await watching.ReadUntilAsync("sample");

        Assert.Single(await app.FindAsync());
        Assert.DoesNotContain(
            sample.GetProperty("streams").EnumerateArray(),
            static stream => stream.GetProperty("name").GetString()!.Contains("_streams", StringComparison.Ordinal));
        Assert.True(tail.Response.IsSuccessStatusCode);
    }
}
