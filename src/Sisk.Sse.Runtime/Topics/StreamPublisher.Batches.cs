using Sisk.Sse.Log;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Topics;

namespace Sisk.Sse.CompilerServices;

/// <content>Broadcasts events that another program publishes.</content>
public sealed partial class StreamPublisher
{
    /// <summary>Broadcasts events in their order. With a shared log, all of them are sent or none.</summary>
    /// <param name="events">The events, at least one.</param>
    /// <param name="onceId">The id by which a shared log recognizes events that were sent before; null for none.</param>
    /// <returns>A task that completes when the events are queued, with the ids of the first and the last.</returns>
    internal async Task<(string First, string Last)> PublishAsync(IReadOnlyList<PublishedEvent> events, string? onceId)
    {
        foreach (var one in events)
        {
            _observer?.OnBroadcast(_stream, one.Key, one.EventName, one.Payload, one.IsLast);
        }

        TracedBroadcast[] broadcasts = _telemetry.IsEnabled ? [.. events.Select(Begin)] : [];
        var published = _topic.PublishAsync(
            [.. events.Select((one, i) =>
                new EventRecord(one.Key, one.EventName, one.Data, broadcasts.ElementAtOrDefault(i).TraceContext, one.IsLast))],
            onceId);
        if (broadcasts.Length > 0)
        {
            await Task.WhenAll(
                broadcasts.Select((broadcast, i) => _telemetry.EndAsync(broadcast, events[i].EventName, new ValueTask(published)).AsTask()))
                .ConfigureAwait(false);
        }

        return await published.ConfigureAwait(false);
    }

    private TracedBroadcast Begin(PublishedEvent one)
    {
        var broadcast = _telemetry.Begin(one.EventName);
        broadcast.Restore();
        return broadcast;
    }
}
