using System.Text;

namespace Sisk.Sse.Testing.Logs;

/// <summary>A server of a test: a log, and a producer of its own.</summary>
internal sealed class SuiteServer(TimedLog log, string name, CancellationToken cancellationToken) : IAsyncDisposable
{
    internal const int ManyEntries = 10_000;
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly string _producer = Guid.NewGuid().ToString("N");
    private long _number;

    internal TimedLog Log => log;

    internal IConnectionCounts Counts => log;

    internal IRunStore Runs => log;

    /// <summary>Appends one batch, each event of which is a text on a line.</summary>
    internal ValueTask<EventLogPlace> AppendAsync(params string[] events) => AppendAsync(Batch(events));

    internal ValueTask<EventLogPlace> AppendAsync(EventLogAppend append) => log.AppendAsync(append, cancellationToken);

    internal EventLogAppend Batch(
        string[] events,
        EventLogPlace seen = default,
        EventLogPlace acknowledged = default,
        long oldestNeeded = 0,
        int minEvents = 8) => new()
        {
            Log = name,
            Producer = _producer,
            Number = ++_number,
            Count = events.Length,
            Events = Encoding.UTF8.GetBytes(string.Join('\n', events)),
            NewEpoch = NewEpoch(),
            Seen = Known(seen),
            Acknowledged = Known(acknowledged),
            OldestNeeded = oldestNeeded,
            MinEvents = minEvents,
            Lifetime = TimeSpan.FromMinutes(10),
            ProducerLifetime = TimeSpan.FromMinutes(10),
        };

    /// <summary>Returns the only batch of a producer, which any server may repeat.</summary>
    internal EventLogAppend Once(string producer, params string[] events) => new()
    {
        Log = name,
        Producer = producer,
        Number = 1,
        IsOnce = true,
        Count = events.Length,
        Events = Encoding.UTF8.GetBytes(string.Join('\n', events)),
        NewEpoch = NewEpoch(),
        MinEvents = 8,
        Lifetime = TimeSpan.FromMinutes(10),
        ProducerLifetime = TimeSpan.FromMinutes(10),
    };

    internal ValueTask<EventLogPage> ReadAsync(
        long after = 0,
        EventLogPlace seen = default,
        EventLogPlace abandoned = default,
        int maxEntries = ManyEntries,
        int maxBytes = int.MaxValue) =>
        log.ReadAsync(
            new EventLogRead
            {
                Log = name,
                After = after,
                MaxEntries = maxEntries,
                MaxBytes = maxBytes,
                NewEpoch = NewEpoch(),
                Seen = Known(seen),
                Abandoned = Known(abandoned),
            },
            cancellationToken);

    /// <summary>Reads page after page to the end of the log.</summary>
    internal async Task<List<EventLogEntry>> ReadAllAsync(int maxEntries = 128)
    {
        var entries = new List<EventLogEntry>();
        EventLogPage page;
        do
        {
            page = await ReadAsync(entries.Count == 0 ? 0 : entries[^1].Last, maxEntries: maxEntries).ConfigureAwait(false);
            entries.AddRange(page.Entries);
        }
        while (page.HasMore);

        return entries;
    }

    internal async Task<SuiteSubscriber> SubscribeAsync()
    {
        var subscriber = new SuiteSubscriber();
        subscriber.Subscription = await log.SubscribeAsync(name, subscriber, cancellationToken).ConfigureAwait(false);
        return subscriber;
    }

    internal static string Text(ReadOnlyMemory<byte> events) => Encoding.UTF8.GetString(events.Span);

    internal static string NewEpoch() => new(Random.Shared.GetItems<char>(Digits, 10));

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private static EventLogPlace Known(EventLogPlace place) => place with { Epoch = place.Epoch ?? "" };
}
