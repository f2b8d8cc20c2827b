using Npgsql;

namespace Sisk.Sse.PostgreSql.Log;

/// <content>Counts the connections of all servers.</content>
internal sealed partial class PostgreSqlEventLog : IConnectionCounts
{
    public ValueTask<bool> PublishAsync(
        string server,
        TimeSpan lifetime,
        IReadOnlyList<KeyValuePair<string, int>> counts,
        bool areAll,
        CancellationToken cancellationToken) =>
        ScalarAsync(
            "publish($1, $2, $3, $4, $5)",
            parameters =>
            {
                Add(parameters, Stored(server));
                Add(parameters, lifetime);
                Add(parameters, counts.Select(count => Stored(count.Key)).ToArray());
                Add(parameters, counts.Select(static count => count.Value).ToArray());
                Add(parameters, areAll);
            },
            static reader => reader.GetBoolean(0),
            cancellationToken);

    public ValueTask<long> SumAsync(string name, CancellationToken cancellationToken) => ScalarAsync(
        "total($1)", parameters => Add(parameters, Stored(name)), static reader => reader.GetInt64(0), cancellationToken);

    public ValueTask<bool?> TryClaimAsync(string server, string name, CancellationToken cancellationToken) => ScalarAsync(
        "claim($1, $2)",
        parameters =>
        {
            Add(parameters, Stored(server));
            Add(parameters, Stored(name));
        },
        static reader => reader.IsDBNull(0) ? (bool?)null : reader.GetBoolean(0),
        cancellationToken);

    public async ValueTask RemoveAsync(string server, CancellationToken cancellationToken) => await ScalarAsync(
        "leave($1)", parameters => Add(parameters, Stored(server)), static _ => true, cancellationToken).ConfigureAwait(false);

    private ValueTask<T> ScalarAsync<T>(
        string call, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        _database.RunAsync(
            $"SELECT {_database.Schema}.{call}",
            bind,
            async (reader, token) =>
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                return read(reader);
            },
            cancellationToken);
}
