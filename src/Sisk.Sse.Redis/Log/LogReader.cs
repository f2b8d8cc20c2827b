using Sisk.Sse.Redis.Client;
using Sisk.Sse.Broadcasting;
using StackExchange.Redis;
using EventId = Sisk.Sse.Broadcasting.EventId;

namespace Sisk.Sse.Redis.Log;

/// <summary>
/// Knows how far this server has read a log, and reads on. One thread at a time takes messages and pages; a page may be fetched meanwhile,
/// so that a slow read holds up no notification.
/// </summary>
internal sealed class LogReader(string name, ILogSink sink, LogServices services)
{
    private const int MaxEntries = 128;

    /// <summary>The largest page, in bytes; an entry that is larger is a page of its own.</summary>
    private const int MaxBytes = 1024 * 1024;

    private readonly RedisKey[] _keys = [services.Names.State(name), services.Names.Events(name)];
    private readonly Lock _gate = new();
    private readonly Backoff _resets = new(services.Time);

    /// <summary>A notification's events while they are taken: a list for each would be much of what an event costs.</summary>
    private readonly List<EventRecord> _records = [];
    private LogEpochs? _epochs;
    private long _position;
    private int _maxBytes = MaxBytes;
    private long _resetAt;

    /// <summary>The latest place that was read; no epoch before the first read.</summary>
    internal (string Epoch, long Position) Seen
    {
        get
        {
            lock (_gate)
            {
                return (_epochs?.Current ?? "", _position);
            }
        }
    }

    /// <summary>The clock of the Redis that has the log.</summary>
    internal RedisClock Clock { get; } = new(services.Time);

    /// <summary>Takes a notification's events. False when they do not follow what was read last, so that a range has to be read.</summary>
    internal async ValueTask<bool> TakeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (_epochs is null || !Notification.TryParse(message, _epochs.Current, out var news))
        {
            return false;
        }

        if (news.Epoch == _epochs.Current && news.Last <= _position)
        {
            // Read already.
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

    /// <summary>Asks Redis for what follows. After a time-out it asks for less: the same page would fail again.</summary>
    internal async Task<LogPage> FetchAsync()
    {
        var (epoch, position) = Seen;
        var after = epoch.Length > 0 || sink.WantsHistory ? position : long.MaxValue;
        var connection = await services.Connection.GetAsync().ConfigureAwait(false);
        services.Metrics.Reads.Add(1);
        try
        {
            var sent = services.Time.GetTimestamp();
            var answer = await LogScripts.Read.RunAsync(
                connection.GetDatabase(), _keys, [after, MaxEntries, _maxBytes, EventId.NewEpoch(), epoch, position]).ConfigureAwait(false);
            var page = LogPage.From(answer, epoch);
            Clock.Note(page.Now, sent, services.Time.GetTimestamp());
            _maxBytes = Math.Min(MaxBytes, _maxBytes * 2);
            return page;
        }
        catch (TimeoutException)
        {
            _maxBytes = Math.Max(1, _maxBytes / 4);
            throw;
        }
    }

    /// <summary>Takes the events of a page that were not taken from notifications meanwhile. True when there is more to read.</summary>
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
            // A notification has begun a new epoch since, of which the page does not know.
            return true;
        }
        else if (!_epochs.Is(page.Epochs))
        {
            var epochs = new LogEpochs(page.Epochs);
            if (!epochs.Hold(_epochs.Current, _position))
            {
                await NoteResetAsync("has lost events that were delivered", cancellationToken).ConfigureAwait(false);
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

            await AcceptAsync(entry with { At = Local(entry.At, page.Now) }, cancellationToken).ConfigureAwait(false);
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

        await sink.AcceptAsync(entry.Records, new LogPosition(entry.First, entry.At), cancellationToken).ConfigureAwait(false);
        services.Metrics.Received.Add(entry.Records.Count);
    }

    /// <summary>Goes on behind events that are missing, which whoever follows the log is told.</summary>
    private async ValueTask SkipAsync(long position, CancellationToken cancellationToken)
    {
        await NoteResetAsync("no longer has events that were missed", cancellationToken).ConfigureAwait(false);
        Restart(_epochs!, position);
    }

    /// <summary>Where one reset follows the other, each waits a little longer: it sends all clients of the stream away.</summary>
    private async ValueTask NoteResetAsync(string fault, CancellationToken cancellationToken)
    {
        services.Metrics.Resets.Add(1);
        services.Log.Reset(name, fault, sink.AfterReset);
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

    /// <summary>The first entry that is followed by all others is where a log begins.</summary>
    private void Begin(LogPage page) => Restart(
        new LogEpochs(page.Epochs), page.Entries.Length > 0 ? page.Entries[0].First - 1 : page.Sequence);

    private void Restart(LogEpochs epochs, long position)
    {
        sink.Restart(epochs.EpochHistory, position);
        lock (_gate)
        {
            (_epochs, _position) = (epochs, position);
        }
    }

    private void Continue(LogEpochs epochs)
    {
        sink.Continue(epochs.EpochHistory);
        lock (_gate)
        {
            _epochs = epochs;
        }
    }

    private void Forget()
    {
        lock (_gate)
        {
            (_epochs, _position) = (null, 0);
        }
    }

    /// <summary>A time on Redis' clock as a timestamp of this server.</summary>
    private long Local(long at, long redisNow)
    {
        var age = TimeSpan.FromMilliseconds(Math.Max(0, redisNow - at));
        return services.Time.GetTimestamp() - (long)(age.TotalSeconds * services.Time.TimestampFrequency);
    }
}
