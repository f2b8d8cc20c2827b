using Sisk.Sse.Log;

namespace Sisk.Sse.Backplane;

/// <summary>Reads pages of one log, and adapts their size to the speed of the connection.</summary>
internal sealed class PageFetcher(string name, LogServices services)
{
    private const int MaxEntries = 128;

    private readonly PageSize _size = new();

    /// <summary>Gets the clock of the database.</summary>
    internal LogClock Clock { get; } = new(services.Time);

    /// <summary>Reads the entries after a position. After a timeout it requests smaller pages.</summary>
    /// <param name="after">The sequence to read after.</param>
    /// <param name="seen">
    /// The last place that this server has read, by which the database detects a loss. The epoch is empty before the first read.
    /// </param>
    /// <param name="abandoned">The last place before the last reset. A log that the server returns to may lack events up to it.</param>
    internal async Task<LogPage> FetchAsync(long after, EventLogPlace seen, EventLogPlace abandoned)
    {
        services.Metrics.Read();
        try
        {
            var sent = services.Time.GetTimestamp();
            var page = await services.Database.ReadAsync(
                new EventLogRead
                {
                    Log = name,
                    After = after,
                    MaxEntries = MaxEntries,
                    MaxBytes = _size.Bytes,
                    NewEpoch = StreamEventId.NewEpoch(),
                    Seen = seen,
                    Abandoned = abandoned,
                },
                CancellationToken.None).ConfigureAwait(false);
            var received = services.Time.GetTimestamp();
            Clock.Add(page.Now.ToUnixTimeMilliseconds(), sent, received);
            _size.Grow();
            return new LogPage(page, seen.Epoch, received);
        }
        catch (EventLogException exception)
        {
            _size.Shrink(exception);
            throw;
        }
    }
}
