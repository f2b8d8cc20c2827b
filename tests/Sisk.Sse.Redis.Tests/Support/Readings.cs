using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Support;

internal static class Readings
{
    /// <summary>The next event, as <c>type:data</c>.</summary>
    internal static async Task<string> EventAsync(this StreamReading reading) =>
        await Signal.WithinAsync(reading.NextAsync()) is { } item ? $"{item.EventType}:{item.Data}" : "end";

    /// <summary>The data of the next events.</summary>
    internal static async Task<List<string>> TakeAsync(this StreamReading reading, int count)
    {
        var taken = new List<string>();
        while (taken.Count < count && await Signal.WithinAsync(reading.NextAsync()) is { } item)
        {
            taken.Add(item.Data);
        }

        return taken;
    }

    /// <summary>Connects a client that reconnects until it gets a reset.</summary>
    internal static Task<StreamReading> ReturnAsync(this TestApp app, string room, string lastEventId) =>
        app.AnsweredAsync($"/board/{room}", "reset:", lastEventId);

    /// <summary>Connects a client and waits for its first event.</summary>
    internal static Task<StreamReading> JoinAsync(this TestApp app, string room) =>
        app.AnsweredAsync($"/board/{room}", $"message:welcome to {room}");

    /// <summary>Connects a client that reconnects while the server sends it away because Redis is unavailable.</summary>
    internal static async Task<StreamReading> AnsweredAsync(this TestApp app, string path, string answer, string? lastEventId = null)
    {
        var (reading, first) = await Eventually.BecomesAsync($"{path} to be answered", TryAsync, static tried => tried.First != "end");
        Assert.Equal(answer, first);
        return reading;

        async Task<(StreamReading Reading, string First)> TryAsync()
        {
            var reading = await app.OpenAsync(path, lastEventId);
            var first = await reading.EventAsync();
            if (first == "end")
            {
                await reading.DisposeAsync();
            }

            return (reading, first);
        }
    }
}
