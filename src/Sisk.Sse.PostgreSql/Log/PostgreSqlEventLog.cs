using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Sisk.Sse.PostgreSql.Client;

namespace Sisk.Sse.PostgreSql.Log;

/// <summary>
/// Event logs in PostgreSQL: a row for each log, which each batch locks until it is committed, and a row for each batch. The sequences of a
/// log therefore have the order of the commits, without gaps.
/// </summary>
internal sealed partial class PostgreSqlEventLog : IEventLog, IAsyncDisposable
{
    private readonly LogDatabase _database;
    private readonly Listener _listener;
    private readonly string _prefix;

    public PostgreSqlEventLog(
        LogDatabase database,
        IOptions<PostgreSqlEventStreamOptions> options,
        IHostEnvironment environment,
        TimeProvider time,
        ILogger<PostgreSqlEventLog> logger)
    {
        _database = database;
        _listener = new Listener(database, time);
        var application = options.Value.ApplicationName ?? environment.ApplicationName;
        _prefix = application + ":";

        // Servers and publishing hosts with different names share nothing, and no error says so.
        LogMessages.Opened(logger, application);
    }

    public string Name => "PostgreSQL";

    public string System => "postgresql";

    public ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken) => _database.RunAsync(
        $"SELECT epoch, first FROM {_database.Schema}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        parameters => Bind(parameters, append),
        static async (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new EventLogPlace(reader.GetString(0), reader.GetInt64(1));
        },
        cancellationToken);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string log, IEventLogSubscriber subscriber, CancellationToken cancellationToken) =>
        _listener.SubscribeAsync(Channel(log), subscriber, cancellationToken);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    /// <summary>Returns the name in the tables, which is of this application alone.</summary>
    private string Stored(string name) => StoredName.Of(_prefix + name);

    private string Channel(string log) => ChannelName.Of(_database.Schema, Stored(log));

    private void Bind(NpgsqlParameterCollection parameters, EventLogAppend append)
    {
        Add(parameters, Stored(append.Log));
        Add(parameters, StoredName.Of(append.Producer));
        Add(parameters, append.Number);
        Add(parameters, append.Count);
        Add(parameters, append.Events);
        Add(parameters, append.NewEpoch);
        Add(parameters, append.Seen.Epoch);
        Add(parameters, append.Seen.Sequence);
        Add(parameters, append.Acknowledged.Epoch);
        Add(parameters, append.Acknowledged.Sequence);
        Add(parameters, append.OldestNeeded);
        Add(parameters, append.MinEvents);
        Add(parameters, append.Lifetime);
        Add(parameters, append.ProducerLifetime);
        Add(parameters, Channel(append.Log));
        Add(parameters, Notification.MaxEventBytes);
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, T value) =>
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
