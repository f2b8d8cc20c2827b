using Microsoft.Extensions.Logging;
using Sisk.Sse.Broadcasting;
using StackExchange.Redis;
using EventId = Sisk.Sse.Broadcasting.EventId;

namespace Sisk.Sse.Redis.Log;

/// <summary>How far this server has read a log, and how it reads on. Not thread-safe, but for <see cref="Seen"/>.</summary>
internal sealed partial class LogReader(string name, ILogSink sink, LogServices services)
{
    /// <summary>In entries, each of which may hold a whole batch.</summary>
    private const int PageSize = 128;

    private readonly RedisKey[] _keys = [services.Names.State(name), services.Names.Events(name)];
    private readonly Lock _gate = new();

    /// <summary>A notification's events while they are taken: a list for each would be much of what an event costs.</summary>
    private readonly List<EventRecord> _records = [];
    private LogEpochs? _epochs;
    private long _position;

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

    /// <summary>Reads all that the log has and this server has not.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await ReadPageAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> ReadPageAsync(CancellationToken cancellationToken)
    {
        var (epoch, position) = Seen;
        var connection = await services.Connection.GetAsync().ConfigureAwait(false);
        services.Metrics.Reads.Add(1);
        var page = LogPage.From(await LogScripts.Read.RunAsync(
            connection.GetDatabase(), _keys, [position, PageSize, EventId.NewEpoch(), epoch, position]).ConfigureAwait(false));

        if (_epochs is null)
        {
            page = page.EndsEarly(PageSize) ? page with { Entries = [] } : page;
            Begin(page);
        }
        else
        {
            var epochs = _epochs.Is(page.Epochs) ? _epochs : new LogEpochs(page.Epochs);
            var isLost = !epochs.Hold(epoch, position);
            if (isLost || (page.Sequence > position && (page.EndsEarly(PageSize) || page.Entries[0].First != position + 1)))
            {
                services.Metrics.Resets.Add(1);
                LogReset(services.Logger, name, isLost ? "has lost events that were delivered" : "no longer has events that were missed");
                Forget();
                return true;
            }

            if (epochs != _epochs)
            {
                Continue(epochs);
            }
        }

        var now = services.Time.GetTimestamp();
        foreach (var entry in page.Entries)
        {
            var age = TimeSpan.FromMilliseconds(Math.Max(0, page.Now - entry.At));
            var at = now - (long)(age.TotalSeconds * services.Time.TimestampFrequency);
            await AcceptAsync(entry with { At = at }, cancellationToken).ConfigureAwait(false);
        }

        return _position < page.Sequence;
    }

    private async ValueTask AcceptAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _position = entry.Last;
        }

        if (entry.Records.Count == 0)
        {
            // Written by somebody else. To stop here would keep everything behind it from the clients.
            LogForeignEntry(services.Logger, entry.Last, name);
            return;
        }

        await sink.AcceptAsync(entry.Records, new LogPlace(entry.First, entry.At), cancellationToken).ConfigureAwait(false);
        services.Metrics.Received.Add(entry.Records.Count);
    }

    private void Begin(LogPage page)
    {
        var epochs = new LogEpochs(page.Epochs);
        var position = page.Entries.Length > 0 ? page.Entries[0].First - 1 : page.Sequence;
        sink.Restart(epochs.Lineage, position);
        lock (_gate)
        {
            (_epochs, _position) = (epochs, position);
        }
    }

    private void Continue(LogEpochs epochs)
    {
        sink.Continue(epochs.Lineage);
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

    [LoggerMessage(6, LogLevel.Error, "Entry {Sequence} of the log of {Stream} on Redis is not one of Sisk.Sse and is passed over.")]
    private static partial void LogForeignEntry(ILogger logger, long sequence, string stream);

    [LoggerMessage(5, LogLevel.Warning, "The log of {Stream} on Redis {Fault}: its clients are asked to begin anew.")]
    private static partial void LogReset(ILogger logger, string stream, string fault);
}
