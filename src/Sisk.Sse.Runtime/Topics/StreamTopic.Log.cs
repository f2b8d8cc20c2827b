using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <content>Receives events from a shared log.</content>
internal sealed partial class StreamTopic : IEventLogConsumer
{
    /// <inheritdoc/>
    public string Shape { get; }

    /// <inheritdoc/>
    public string Template => _telemetry.Template;

    /// <inheritdoc/>
    public TimeSpan MaxAge => _bounds.MaxAge;

    /// <inheritdoc/>
    public int MaxEvents => _bounds.MaxEvents;

    /// <inheritdoc/>
    public long MaxBytes => _bounds.MaxBytes;

    /// <inheritdoc/>
    public bool IsReady { get; set => Volatile.Write(ref field, value); }

    /// <inheritdoc/>
    public long CompleteAfter
    {
        get
        {
            lock (_worker.Gate)
            {
                _history.Trim();
                return _history.CompleteAfter;
            }
        }
    }

    /// <inheritdoc/>
    public Connection[] Restart(EpochHistory epochs, long position)
    {
        lock (_worker.Gate)
        {
            if (_epochs.Knows(_appended.Epoch) && !epochs.Knows(_appended.Epoch))
            {
                // It was read, but the log has lost it since. Everything that follows is still unread.
                _appended = ("", 0);
            }

            (_epochs, _sequence) = (epochs, position);
            _history.Restart(position);
            return _subscribers.Find("");
        }
    }

    /// <inheritdoc/>
    public void Continue(EpochHistory epochs)
    {
        lock (_worker.Gate)
        {
            _epochs = epochs;
        }
    }

    /// <inheritdoc/>
    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition? first, CancellationToken cancellationToken) =>
        _telemetry.BeginReceive(records) is { } activities
            ? TracedAcceptAsync(activities, records, first, cancellationToken)
            : AcceptRecordsAsync(records, first, cancellationToken);

    private async ValueTask TracedAcceptAsync(
        ReceiveActivities activities, IReadOnlyList<EventRecord> records, LogPosition? first, CancellationToken cancellationToken)
    {
        using (activities)
        {
            await AcceptRecordsAsync(records, first, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask AcceptRecordsAsync(IReadOnlyList<EventRecord> records, LogPosition? first, CancellationToken cancellationToken)
    {
        var frames = new Frame[records.Count];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = Encode(records[i], first, i);
        }

        return AcceptAsync(frames, first, cancellationToken);
    }

    /// <inheritdoc/>
    public void OnAppended(string epoch, long sequence)
    {
        lock (_worker.Gate)
        {
            // Batches that are appended at the same time may be told of in another order.
            if (epoch != _appended.Epoch || sequence > _appended.Sequence)
            {
                _appended = (epoch, sequence);
            }
        }
    }
}
