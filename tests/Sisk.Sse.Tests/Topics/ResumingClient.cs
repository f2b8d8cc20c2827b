using System.Globalization;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>A client that is disconnected repeatedly and resumes with its last event ID.</summary>
internal sealed class ResumingClient(TestApp app, string path, Random random)
{
    private StreamReading? _reading;

    internal List<int> Seen { get; } = [];

    internal int Resets { get; private set; }

    /// <summary>Gets the number of times that the server ended the stream.</summary>
    internal int Ends { get; private set; }

    internal string? LastEventId { get; set; }

    /// <summary>Connects and receives a first id.</summary>
    internal async Task BeginAsync()
    {
        _reading = await app.OpenAsync(path);
        var feed = app.Get<FeedEventsBroadcaster>();
        await feed.BroadcastBareAsync("a", "start", TestContext.Current.CancellationToken);
        Assert.Equal("start", await Signal.WithinAsync(_reading.NextDataAsync()));
        LastEventId = _reading.LastEventId;
    }

    internal async Task ReadAllAsync(int count, int disconnects)
    {
        var cuts = Enumerable.Range(0, disconnects).Select(_ => random.Next(1, count)).ToHashSet();
        while (Seen.Count < count)
        {
            _reading ??= await app.OpenAsync(path, LastEventId);
            var item = await NextAsync(_reading);
            if (item is null)
            {
                Ends++;
            }
            else if (item.Value.EventType == "reset")
            {
                Resets++;
            }
            else
            {
                Seen.Add(int.Parse(item.Value.Data.Split(' ')[0], CultureInfo.InvariantCulture));
                LastEventId = item.Value.EventId;
            }

            if (item is null || cuts.Remove(Seen.Count))
            {
                await _reading.DisposeAsync();
                _reading = null;
            }
        }

        if (_reading is not null)
        {
            await _reading.DisposeAsync();
        }
    }

    private static async Task<System.Net.ServerSentEvents.SseItem<string>?> NextAsync(StreamReading reading)
    {
        try
        {
            return await Signal.WithinAsync(reading.NextAsync());
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Disconnected within a chunk.
            return null;
        }
    }
}
