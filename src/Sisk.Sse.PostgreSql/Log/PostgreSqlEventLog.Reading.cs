using System.Globalization;
using Npgsql;

namespace Sisk.Sse.PostgreSql.Log;

/// <content>
/// Reads pages. A page is one query, so it shows the log at one moment. Only a new log, or one that has lost events, is changed by a read.
/// </content>
internal sealed partial class PostgreSqlEventLog
{
    private string PageQuery => $"""
        WITH state AS (
            SELECT sequence, epochs, {_database.Schema}.is_lost(epochs, gone, sequence, $5, $6)
                OR {_database.Schema}.is_lost(epochs, gone, sequence, $7, $8) AS lost
            FROM {_database.Schema}.log WHERE name = $1
        ), following AS (
            SELECT last, row_number() OVER (ORDER BY last) AS number, sum(octet_length(events)) OVER (ORDER BY last) AS bytes
            FROM (
                SELECT last, events FROM {_database.Schema}.entry
                WHERE log = $1 AND last > $2 AND last <= (SELECT sequence FROM state) ORDER BY last LIMIT $3 + 1
            ) AS page
        )
        SELECT sequence, epochs, clock_timestamp(), (SELECT count(*) FROM following),
            NULL::bigint, NULL::timestamptz, NULL::bytea, 0 AS part
        FROM state WHERE NOT lost
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, e.last, e.at, e.events, 1 AS part
        FROM following f JOIN {_database.Schema}.entry e ON e.log = $1 AND e.last = f.last
        WHERE (f.number = 1 OR f.bytes <= $4) AND f.number <= $3 AND EXISTS (SELECT FROM state WHERE NOT lost)
        ORDER BY part, 5
        """;

    public async ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await _database.RunAsync(PageQuery, parameters => Bind(parameters, read), ReadPageAsync, cancellationToken)
                .ConfigureAwait(false);
            if (page is not null)
            {
                return page;
            }

            await SettleAsync(read, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates the log, or begins an epoch after a loss.</summary>
    private ValueTask<bool> SettleAsync(EventLogRead read, CancellationToken cancellationToken) => _database.RunAsync(
        $"SELECT previous FROM {_database.Schema}.settle($1, $2, $3, $4, $5, $6)",
        parameters =>
        {
            Add(parameters, Stored(read.Log));
            Add(parameters, read.NewEpoch);
            Add(parameters, read.Seen.Epoch);
            Add(parameters, read.Seen.Sequence);
            Add(parameters, read.Abandoned.Epoch);
            Add(parameters, read.Abandoned.Sequence);
        },
        static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false),
        cancellationToken);

    private void Bind(NpgsqlParameterCollection parameters, EventLogRead read)
    {
        Add(parameters, Stored(read.Log));
        Add(parameters, read.After);
        Add(parameters, (long)read.MaxEntries);
        Add(parameters, (long)read.MaxBytes);
        Add(parameters, read.Seen.Epoch);
        Add(parameters, read.Seen.Sequence);
        Add(parameters, read.Abandoned.Epoch);
        Add(parameters, read.Abandoned.Sequence);
    }

    private static async ValueTask<EventLogPage?> ReadPageAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var (sequence, epochs, now, following) = (
            reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt64(3));
        var entries = new List<EventLogEntry>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            entries.Add(new EventLogEntry(reader.GetInt64(4), reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<byte[]>(6)));
        }

        return new EventLogPage
        {
            Epochs = Epochs(epochs),
            Sequence = sequence,
            Now = now,
            HasMore = entries.Count < following,
            Entries = entries,
        };
    }

    /// <summary>Parses <c>epoch:after,epoch:after</c>, latest first.</summary>
    private static EventLogPlace[] Epochs(string text) => Array.ConvertAll(text.Split(','), static part =>
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return new EventLogPlace(part[..colon], long.Parse(part.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    });
}
