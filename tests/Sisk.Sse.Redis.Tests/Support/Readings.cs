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

    /// <summary>A client that returns until it is answered, and then is told to begin anew.</summary>
    internal static async Task<StreamReading> ReturnAsync(this TestApp app, string room, string lastEventId)
    {
        while (true)
        {
            var reading = await app.OpenAsync($"/board/{room}", lastEventId);
            if (await reading.EventAsync() is not "end" and var answer)
            {
                Assert.Equal("reset:", answer);
                return reading;
            }

            // Sent away for now, since the server could not ask Redis.
            await reading.DisposeAsync();
        }
    }

    /// <summary>A client that is there: it has been welcomed.</summary>
    internal static async Task<StreamReading> JoinAsync(this TestApp app, string room)
    {
        while (true)
        {
            var reading = await app.OpenAsync($"/board/{room}");
            if (await reading.EventAsync() is not "end" and var answer)
            {
                Assert.Equal($"message:welcome to {room}", answer);
                return reading;
            }

            await reading.DisposeAsync();
        }
    }
}
