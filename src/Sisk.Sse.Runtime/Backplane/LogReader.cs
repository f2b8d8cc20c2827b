using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>
/// Passes the events of one log to a sink, each once and in order, and tracks the position. One thread at a time processes messages and
/// pages. A page may be fetched in the meantime, so that a slow read delays no notification.
/// </summary>
internal sealed class LogReader(string name, ILogSink sink, LogServices services)
{
    private readonly PageFetcher _fetcher = new(name, services);
    private readonly Lock _gate = new();
    private readonly Backoff _resets = new(services.Time);

    /// <summary>The events of the notification in progress. Reused, because a list for each would be expensive.</summary>
    private readonly List<EventRecord> _records = [];
    private LogEpochs? _epochs;
    private long _position;
    private long _resetAt;
    private EventLogPlace _abandoned = new("", 0);

    /// <summary>Gets the last place that was read. The epoch is empty before the first read.</summary>
    internal EventLogPlace Seen
    {
        get
        {
            lock (_gate)
            {
                return new EventLogPlace(_epochs?.Current ?? "", _position);
            }
        }
    }

    /// <summary>Returns true if the event at a place was read from the log.</summary>
    internal bool HasRead(EventLogPlace place)
    {
        lock (_gate)
        {
            return _epochs is not null && place.Sequence <= _position && _epochs.Contain(place.Epoch, place.Sequence);
        }
    }

    /// <inheritdoc cref="PageFetcher.Clock"/>
    internal LogClock Clock => _fetcher.Clock;

    /// <summary>Processes a notification. Returns false if its events do not follow the position, so that a range has to be read.</summary>
    internal async ValueTask<bool> TakeAsync(EventLogNotification news, CancellationToken cancellationToken)
    {
        if (_epochs is null)
        {
            return false;
        }

        if (news.Epoch == _epochs.Current && news.Last <= _position)
        {
            // Already read.
            return true;
        }

        EntryFormat.Read(news.Events, _records);
        if (news.Previous != _epochs.Current || news.First != _position + 1 || _records.Count != news.Count)
        {
            return false;
        }

        if (news.Epoch != news.Previous)
        {
            Continue(_epochs.With(news.Epoch, _position));
        }

        await AcceptAsync(new LogEntry(news.Last, services.Time.GetTimestamp(), _records), cancellationToken).ConfigureAwait(false);
        _records.Clear();
        return true;
    }

    /// <summary>Reads the next page.</summary>
    internal Task<LogPage> FetchAsync()
    {
        var seen = Seen;
        var readsHistory = seen.Epoch.Length > 0 || sink.WantsHistory;
        return _fetcher.FetchAsync(readsHistory ? seen.Sequence : long.MaxValue, seen, _abandoned);
    }

    /// <summary>
    /// Processes the events of a page that no notification has delivered in the meantime. Returns true if more pages follow.
    /// </summary>
    internal async ValueTask<bool> TakeAsync(LogPage page, CancellationToken cancellationToken)
    {
        if (page.Foreign > 0)
        {
            services.Log.Foreign(name, page.Foreign);
        }

        if (_epochs is null)
        {
            Begin(page);
        }
        else if (_epochs.Current != page.SeenEpoch)
        {
            // A notification has begun a newer epoch than the page knows.
            return true;
        }
        else if (!_epochs.EqualTo(page.Epochs))
        {
            var epochs = new LogEpochs(page.Epochs);
            if (!epochs.Contain(_epochs.Current, _position))
            {
                await ReportResetAsync("has lost events that were already delivered", cancellationToken).ConfigureAwait(false);
                Forget();
                return true;
            }

            Continue(epochs);
        }

        foreach (var entry in page.Entries.Where(entry => entry.Last > _position))
        {
            if (entry.First != _position + 1)
            {
                await SkipAsync(entry.First - 1, cancellationToken).ConfigureAwait(false);
            }

            await AcceptAsync(page.Localize(entry, services.Time), cancellationToken).ConfigureAwait(false);
        }

        if (page.EndsEarly && page.Sequence > _position)
        {
            await SkipAsync(page.Sequence, cancellationToken).ConfigureAwait(false);
        }

        return page.HasMore;
    }

    private async ValueTask AcceptAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _position = entry.Last;
        }

        try
        {
            await sink.AcceptAsync(entry.Records, new LogPosition(entry.First, entry.At), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A part of the entry may have been processed, so that it cannot be repeated.
            await RestartAfterAsync(entry.Last, "has events that this server could not process", cancellationToken).ConfigureAwait(false);
            throw;
        }

        services.Metrics.Received(entry.Records.Count);
    }

    /// <summary>Continues after missing events, and tells the sink.</summary>
    private ValueTask SkipAsync(long position, CancellationToken cancellationToken) =>
        RestartAfterAsync(position, "no longer holds events that this server has not read", cancellationToken);

    private async ValueTask RestartAfterAsync(long position, string cause, CancellationToken cancellationToken)
    {
        await ReportResetAsync(cause, cancellationToken).ConfigureAwait(false);
        Restart(_epochs!, position);
    }

    /// <summary>Logs a reset. Frequent resets are delayed more and more, because each disconnects all clients of the stream.</summary>
    private async ValueTask ReportResetAsync(string cause, CancellationToken cancellationToken)
    {
        services.Metrics.EventsLost();
        services.Log.Reset(name, cause, sink.ResetConsequence);
        if (_resetAt == 0 || services.Time.GetElapsedTime(_resetAt) > TimeSpan.FromSeconds(10))
        {
            _resets.Reset();
        }
        else
        {
            await _resets.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        _resetAt = services.Time.GetTimestamp();
    }

    /// <summary>Starts at the oldest entry of the first page.</summary>
    private void Begin(LogPage page) => Restart(
        new LogEpochs(page.Epochs), page.Entries.Length > 0 ? page.Entries[0].First - 1 : page.Sequence);

    private void Restart(LogEpochs epochs, long position)
    {
        sink.Restart(epochs.History, position);
        lock (_gate)
        {
            (_epochs, _position) = (epochs, position);
        }
    }

    private void Continue(LogEpochs epochs)
    {
        sink.Continue(epochs.History);
        lock (_gate)
        {
            _epochs = epochs;
        }
    }

    private void Forget()
    {
        _abandoned = Seen is { Sequence: > 0 } seen ? seen : _abandoned;
        lock (_gate)
        {
            (_epochs, _position) = (null, 0);
        }
    }
}
