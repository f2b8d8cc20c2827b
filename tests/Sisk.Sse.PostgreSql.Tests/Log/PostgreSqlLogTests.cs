using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Log;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

public sealed class PostgreSqlLogTests(PostgreSqlServer server) : EventLogTests
{
    private readonly PostgreSqlNodes _nodes = new(server.ConnectionString());

    internal override Task<TestApp> StartAsync(Action<EventStreamOptions>? options = null) => _nodes.StartAsync(streams: options);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _nodes.DisposeAsync();
    }
}
