using System.Text;
using Npgsql;
using Sisk.Sse.PostgreSql.Client;

namespace Sisk.Sse.PostgreSql.Log;

/// <content>Keeps the runs of resumable pull streams: a row for each run, and one for each event that is kept of it.</content>
internal sealed partial class PostgreSqlEventLog : IRunStore
{
    private string RunQuery => $"""
        SELECT header, last, ending, alive_until > clock_timestamp(), NULL::bigint, NULL::bytea, 0 AS part
        FROM {_database.Schema}.run WHERE id = $1 AND expires > clock_timestamp()
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, place, event, 1 AS part
        FROM (
            SELECT place, event, row_number() OVER (ORDER BY place) AS number, sum(octet_length(event)) OVER (ORDER BY place) AS bytes
            FROM (SELECT place, event FROM {_database.Schema}.run_event WHERE run = $1 AND place > $2 ORDER BY place LIMIT $3) AS following
        ) AS page
        WHERE number = 1 OR bytes <= $4
        ORDER BY part, 5
        """;

    public ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken) => _database.RunAsync(
        $"SELECT furthest, is_stopped FROM {_database.Schema}.write_run($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        parameters =>
        {
            Add(parameters, Stored(write.Run));
            Add(parameters, write.Header);
            Add(parameters, write.First);
            Add(parameters, write.Events.Select(static bytes => bytes.ToArray()).ToArray());
            parameters.Add(
                new NpgsqlParameter { Value = (object?)Encode(write.End) ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            Add(parameters, write.MaxEvents);
            Add(parameters, write.OldestNeeded);
            Add(parameters, write.Lifetime);
            Add(parameters, write.Alive);
            Add(parameters, RunChannel(write.Run, isStop: false));
        },
        static async (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new RunStoreAnswer(reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetBoolean(1));
        },
        cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken) =>
        ReadAsync(run, after, maxEvents, int.MaxValue, cancellationToken);

    public ValueTask<RunStorePage?> ReadAsync(
        string run, long after, int maxEvents, int maxBytes, CancellationToken cancellationToken) => _database.RunAsync(
        RunQuery,
        parameters =>
        {
            Add(parameters, Stored(run));
            Add(parameters, after);
            Add(parameters, (long)maxEvents);
            Add(parameters, (long)maxBytes);
        },
        ReadRunAsync,
        cancellationToken);

    public async ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken) =>
        await ScalarAsync(
            "follow_run($1, $2, $3)",
            parameters =>
            {
                Add(parameters, Stored(run));
                Add(parameters, position);
                Add(parameters, lifetime);
            },
            static _ => true,
            cancellationToken).ConfigureAwait(false);

    public async ValueTask StopAsync(string run, CancellationToken cancellationToken) => await ScalarAsync(
        "stop_run($1, $2)",
        parameters =>
        {
            Add(parameters, Stored(run));
            Add(parameters, RunChannel(run, isStop: true));
        },
        static _ => true,
        cancellationToken).ConfigureAwait(false);

    public ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken) =>
        _listener.SubscribeAsync(RunChannel(run, isProducer), new RunSubscriber(notified), cancellationToken);

    private string RunChannel(string run, bool isStop) =>
        ChannelName.Of(_database.Schema, Stored($"run:{run}{(isStop ? ":stop" : "")}"));

    /// <summary>Encodes the end of a run, which may have characters that the database cannot store.</summary>
    private static string? Encode(string? end) => end is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(end));

    private static string Decode(string end) => Encoding.UTF8.GetString(Convert.FromBase64String(end));

    private static async ValueTask<RunStorePage?> ReadRunAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false) || reader.IsDBNull(0))
        {
            return null;
        }

        var end = reader.IsDBNull(2) ? null : Decode(reader.GetString(2));
        var (header, last, isAlive) = (reader.GetString(0), reader.GetInt64(1), reader.GetBoolean(3));
        var (first, events) = (0L, new List<ReadOnlyMemory<byte>>());
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            first = events.Count == 0 ? reader.GetInt64(4) : first;
            events.Add(reader.GetFieldValue<byte[]>(5));
        }

        return new RunStorePage { Header = header, Last = last, End = end, IsAlive = isAlive, First = first, Events = events };
    }

    /// <summary>The subscriber of a run. A notification has no data, so each is the same.</summary>
    private sealed class RunSubscriber(Action notified) : IEventLogSubscriber
    {
        public bool IsFull => false;

        public void OnAppended(EventLogNotification notification) => notified();

        public void OnMissed() => notified();
    }
}
