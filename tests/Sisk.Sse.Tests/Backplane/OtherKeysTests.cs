using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Inspection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>Two versions of an application share a log, and a stream has other keys in one of them.</summary>
public sealed class OtherKeysTests : IAsyncDisposable
{
    private const string Stream = "Sisk.Sse.Tests/Sisk.Sse.Tests.Inspection.InspectedEvents.Watch";
    private const string Theirs = """{"name":"theirs"}""";

    private readonly MemoryEventLog _log = new();
    private readonly UnstartedApp _other;

    public OtherKeysTests() => _other = new UnstartedApp(_log);

    public ValueTask DisposeAsync() => _other.DisposeAsync();

    [Theory]
    [InlineData("room", "acme")]
    [InlineData("room,tenant,number", "acme/1")]
    [InlineData("region,tenant,number", "acme")]
    [InlineData("number,tenant", "acme/1")]
    [InlineData("number,customer", "acme/1")]
    public async Task Event_whose_key_means_something_else_reaches_nobody(string keys, string key)
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");

        await SendAsync(keys, key);
        await BroadcastAsync(app);

        Assert.Contains("ours", await reading.NextDataAsync(), StringComparison.Ordinal);
        await app.Logs.FirstAsync(entry => entry.Level == LogLevel.Warning
            && entry.Text.StartsWith(
                $"Another version of the application broadcasts to '{Stream}' with the keys '{keys}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("room", "acme")]
    public async Task Event_whose_key_means_something_else_is_not_replayed(string keys, string key)
    {
        await using var app = await StartAsync();
        string id;
        await using (var reading = await app.OpenAsync("/inspected/acme/1"))
        {
            await BroadcastAsync(app);
            await reading.NextDataAsync();
            id = reading.LastEventId;
        }

        await SendAsync(keys, key);
        await BroadcastAsync(app);
        await using var resumed = await app.OpenAsync("/inspected/acme/1", id);

        Assert.Contains("ours", await resumed.NextDataAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenant,number", "acme/1")]
    [InlineData("customer,order", "acme/1")]
    [InlineData("tenant", "acme")]
    [InlineData("tenant,number,user", "acme/1")]
    [InlineData("tenant,number,user", "acme")]
    [InlineData("room", "")]
    [InlineData("", "")]
    public async Task Event_whose_key_means_the_same_reaches_its_clients(string keys, string key)
    {
        await using var app = await StartAsync();
        await using var reading = await app.OpenAsync("/inspected/acme/1");

        await SendAsync(keys, key);

        Assert.Equal(Theirs, await reading.NextDataAsync());
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(streams: builder => builder.AddMemoryEventLog(_log));

    /// <summary>Sends an event as the other version does.</summary>
    private ValueTask SendAsync(string keys, string key)
    {
        var stream = new StreamDescription(Stream, "Inspected", "inspected");
        foreach (var name in keys.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            stream.Key<string>(name, static (string text, [MaybeNullWhen(false)] out string value) => (value = text) is not null);
        }

        return _other.Get<StreamRegistry>().GetPublisher(stream)
            .BroadcastEncodedAsync(key, "changed", Theirs, TestContext.Current.CancellationToken);
    }

    private static ValueTask BroadcastAsync(TestApp app) => app.Get<InspectedEventsBroadcaster>()
        .BroadcastChangedAsync("acme", 1, new("ours", 1, InspectedKind.Small, [], null), TestContext.Current.CancellationToken);
}
