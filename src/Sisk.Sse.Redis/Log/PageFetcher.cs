using Sisk.Sse.Log;
using Sisk.Sse.Redis.Client;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Log;

/// <summary>Reads pages of one log from Redis, and adapts their size to the speed of the connection.</summary>
internal sealed class PageFetcher(string name, LogServices services)
{
    private const int MaxEntries = 128;

    /// <summary>The maximum size of a page in bytes. A larger entry is a page of its own.</summary>
    private const int MaxBytes = 1024 * 1024;

    private readonly RedisKey[] _keys = [services.Keys.State(name), services.Keys.Events(name)];
    private int _maxBytes = MaxBytes;

    /// <summary>The clock of the Redis server that holds the log.</summary>
    internal RedisClock Clock { get; } = new(services.Time);

    /// <summary>Reads the entries after a position. After a timeout it requests smaller pages: the same page would fail again.</summary>
    /// <param name="after">The sequence to read after.</param>
    /// <param name="seen">The last place that this server has read, so that Redis can detect a loss. The epoch is empty before the first read.</param>
    /// <param name="abandoned">The last place before the last reset. A log that the server returns to may lack events up to it.</param>
    internal async Task<LogPage> FetchAsync(long after, (string Epoch, long Position) seen, (string Epoch, long Position) abandoned)
    {
        var connection = await services.Connection.GetAsync().ConfigureAwait(false);
        services.Metrics.Reads.Add(1);
        try
        {
            var sent = services.Time.GetTimestamp();
            var answer = await LogScripts.Read.RunAsync(
                connection.GetDatabase(),
                _keys,
                [after, MaxEntries, _maxBytes, StreamEventId.NewEpoch(), seen.Epoch, seen.Position, abandoned.Epoch, abandoned.Position]).ConfigureAwait(false);
            var received = services.Time.GetTimestamp();
            var page = LogPage.From(answer, seen.Epoch, received);
            Clock.Add(page.Now, sent, received);
            _maxBytes = Math.Min(MaxBytes, _maxBytes * 2);
            return page;
        }
        catch (TimeoutException)
        {
            _maxBytes = Math.Max(1, _maxBytes / 4);
            throw;
        }
    }
}
