using Sisk.Sse.Log;

namespace Sisk.Sse.Topics;

/// <content>Broadcasts several events together.</content>
internal sealed partial class StreamTopic
{
    /// <summary>Broadcasts events in their order. With a shared log, all of them are appended or none.</summary>
    /// <param name="records">The events, at least one.</param>
    /// <param name="onceId">The id by which a shared log recognizes events that were appended before; null for none.</param>
    /// <returns>A task that completes when the events are queued, with the ids of the first and the last.</returns>
    internal async Task<(string First, string Last)> PublishAsync(IReadOnlyList<EventRecord> records, string? onceId)
    {
        if (_sharedLog is not null)
        {
            var (epoch, sequence) = await _sharedLog.AppendAsync(this, records, onceId, CancellationToken.None).ConfigureAwait(false);
            return (StreamEventId.Format(epoch, sequence), StreamEventId.Format(epoch, sequence + records.Count - 1));
        }

        var frames = records.Select((record, i) => Encode(record, first: null, i)).ToArray();
        var (first, last) = (0L, 0L);
        for (var done = 0; done < frames.Length;)
        {
            Task? round;
            Accepted accepted = default;
            lock (_worker.Gate)
            {
                round = _worker.HasRoom ? null : _worker.WaitForRoomAsync();
                if (round is null)
                {
                    first = done == 0 ? _sequence + 1 : first;
                    accepted = AcceptSome(frames, first: null, ref done);
                    last = _sequence;
                }
            }

            await (round ?? WriteAsync(accepted, CancellationToken.None)).ConfigureAwait(false);
        }

        return (_epochs.Format(first), _epochs.Format(last));
    }
}
