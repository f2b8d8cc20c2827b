using System.Net;
using System.Text.Json;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Topics;

/// <summary>
/// A client that stalls and continues as the test says. When it is cut off, it resumes, until its stream has ended permanently.
/// </summary>
internal sealed class BurstClient(HttpClient http, string key, Overflow overflow)
{
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource _going = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _lastEventId;

    internal string Key => key;

    internal Overflow Overflow => overflow;

    /// <summary>Gets the events that the client has got. Complete when <see cref="ReadAsync"/> is.</summary>
    internal List<BurstEvent> Seen { get; } = [];

    /// <summary>Gets the number of times that the stream ended before its last event.</summary>
    internal int Cuts { get; private set; }

    /// <summary>Gets a task that completes when events are queued for the client.</summary>
    internal Task Subscribed => _subscribed.Task;

    /// <summary>Gets a task that completes when the client has got an event, after which it can resume.</summary>
    internal Task Begun => _begun.Task;

    internal void GoOn() => _going.TrySetResult();

    /// <summary>Stalls a client that continues, and the other way round.</summary>
    internal void Toggle()
    {
        if (!_going.TrySetResult())
        {
            _going = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    internal async Task ReadAsync()
    {
        GoOn();
        while (true)
        {
            try
            {
                await using var reading = await StreamReading.OpenAsync(http, $"/burst/{key}?overflow={overflow}", _lastEventId);
                _subscribed.TrySetResult();
                if (reading.Response.StatusCode is HttpStatusCode.NoContent)
                {
                    return;
                }

                await ReadAsync(reading);
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                // Cut off by an overflow, or within a chunk.
            }

            Cuts++;
        }
    }

    private async Task ReadAsync(StreamReading reading)
    {
        while (true)
        {
            await _going.Task;
            var item = await reading.NextAsync();
            _lastEventId = reading.LastEventId.Length > 0 ? reading.LastEventId : _lastEventId;
            if (item is not { } received)
            {
                return;
            }

            Seen.Add(received.EventType == "small"
                ? JsonSerializer.Deserialize<BurstEvent.Small>(received.Data, JsonSerializerOptions.Web)!
                : JsonSerializer.Deserialize<BurstEvent.Large>(received.Data, JsonSerializerOptions.Web)!);
            _begun.TrySetResult();
        }
    }
}
