using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <content>Receives events from a shared log.</content>
internal sealed partial class StreamTopic : IEventLogConsumer
{
    /// <inheritdoc/>
    public TimeSpan MaxAge => _bounds.MaxAge;

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
    public ValueTask AcceptAsync(IReadOnlyList<EventRecord> records, LogPosition? first, CancellationToken cancellationToken)
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
            _appended = (epoch, sequence);
        }
    }
}
