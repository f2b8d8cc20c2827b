using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Runs;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Runs;

/// <summary>Answers that are shared through PostgreSQL.</summary>
public sealed class PostgreSqlRunTests(PostgreSqlServer server) : SharedRunTests
{
    private readonly PostgreSqlNodes _nodes = new(server.ConnectionString());

    internal override Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) => _nodes.StartAsync(streams: options);

    internal override NodeProcess CreateNode() => new(server.ConnectionString(), _nodes.ApplicationName);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _nodes.DisposeAsync();
    }
}
