using System.Net.ServerSentEvents;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>With default options, a client that has stopped reading misses nothing.</summary>
public abstract class StoppedReaderTests(TestTransport transport)
{
    [Fact]
    public async Task Client_that_is_cut_resumes_without_a_loss()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The bound of what a connection has not sent is Linux's.");
        await using var app = await transport.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        await using var slow = await app.OpenAsync("/feed/bare/a");
        var source = app.Sources.Single();
        await using var reader = await app.OpenAsync("/feed/bare/a");

        // No faster than another client reads. Else many events would be missed between the overflow and the cut.
        var sent = 0;
        while (source.IsActive)
        {
            await feed.BroadcastBareAsync("a", $"{sent}", TestContext.Current.CancellationToken);
            Assert.Equal($"{sent++}", await reader.NextDataAsync());
        }

        var items = await ReadToResetAsync(slow);
        await using var resumed = await app.OpenAsync("/feed/bare/a", items[^1].EventId);
        while (items.Count < sent)
        {
            var item = await resumed.NextAsync();
            Assert.Equal("message", item?.EventType);
            items.Add(item!.Value);
        }

        Assert.Equal(Enumerable.Range(0, sent).Select(i => $"{i}"), items.Select(item => item.Data));
    }

    [Fact]
    public async Task Closing_a_source_does_not_wait_for_a_client_that_has_yet_to_read_what_is_queued()
    {
        const int Count = 4000;
        await using var app = await transport.StartAsync();
        var feed = app.Get<FeedEventsBroadcaster>();
        await using var slow = await app.OpenAsync("/feed/bare/a");
        var source = app.Sources.Single();
        string[] events = [.. Enumerable.Range(0, Count).Select(static i => $"{i:d100}")];
        foreach (var text in events)
        {
            await feed.BroadcastBareAsync("a", text, TestContext.Current.CancellationToken);
        }

        await Signal.WithinAsync(source.CloseAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(events, (await slow.RestAsync()).Select(static item => item.Data));
    }

    private static async Task<List<SseItem<string>>> ReadToResetAsync(StreamReading reading)
    {
        var items = new List<SseItem<string>>();
        try
        {
            while (await reading.NextAsync() is { } item)
            {
                items.Add(item);
            }
        }
        catch (IOException)
        {
            // The connection was reset.
        }

        return items;
    }
}

public sealed class StoppedReaderTestsOverSocket() : StoppedReaderTests(TestTransport.Socket);

public sealed class StoppedReaderTestsOverPipe() : StoppedReaderTests(TestTransport.Pipe);
