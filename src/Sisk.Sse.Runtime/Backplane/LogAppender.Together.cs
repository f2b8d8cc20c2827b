using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <content>Appends several events in one step, and recognizes those that were appended before.</content>
internal sealed partial class LogAppender
{
    /// <summary>Appends events in one step. Failures are reported in the task.</summary>
    /// <param name="records">The events, in order.</param>
    /// <param name="onceId">The id by which the log recognizes them if they are appended again; null for none.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes with the place of the first event.</returns>
    internal async ValueTask<(string Epoch, long Sequence)> AppendAsync(
        IReadOnlyList<EventRecord> records, string? onceId, CancellationToken cancellationToken)
    {
        var failures = records.Select(record => FindFailure(record, records.Count));
        if (failures.FirstOrDefault(static failure => failure is not null) is { } failure)
        {
            throw failure;
        }

        var append = new PendingAppend(
            EntryFormat.Write([.. records.Select(record => record with { Shape = sink.Shape })]),
            records.Sum(static record => record.Data.Length),
            services.Time.GetTimestamp(),
            records.Count);
        if (!(onceId is null ? _waiting.TryAdd(append) : _waiting.TryAddApart(append)))
        {
            throw RefuseMore(records.Count);
        }

        if (onceId is not null)
        {
            _ = SendApartAsync(append, onceId);
        }

        var (epoch, sequence) = await WaitAsync(append, cancellationToken).ConfigureAwait(false);
        return (epoch, sequence);
    }

    /// <summary>
    /// Sends a batch under its own name. A server that gets the same id sends it under the same name and number, which the database
    /// recognizes.
    /// </summary>
    private async Task SendApartAsync(PendingAppend append, string onceId)
    {
        var sender = new BatchSender(name, sink, follower, acknowledged, health, services, onceId);
        List<PendingAppend> batch = [append];
        lock (_gate)
        {
            _apart.Add(append);
        }

        try
        {
            var first = await sender.SendAsync(batch, _stopRetrying.Token).ConfigureAwait(false);
            Complete(batch, first);
        }
        catch (Exception exception)
        {
            Fail(batch, sender, exception);
        }
        finally
        {
            lock (_gate)
            {
                _apart.Remove(append);
            }

            _waiting.ReleaseApart(append);
        }
    }
}
