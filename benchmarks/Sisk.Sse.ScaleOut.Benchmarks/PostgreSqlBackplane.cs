namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>Sisk.Sse on a table and notifications of PostgreSQL.</summary>
internal sealed class PostgreSqlBackplane(PostgreSqlProcess postgreSql) : EventStreamBackplane(postgreSql)
{
    internal override string Name => "Sisk.Sse.PostgreSql";

    protected override void AddLog(EventStreamsBuilder streams, string application) =>
        streams.AddPostgreSql(options => (options.ConnectionString, options.ApplicationName) = (Database.Address, application));
}
