using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Testing;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>PostgreSQL passes the suite for every log.</summary>
public sealed class SuiteTests(SuiteTests.Server server) : IClassFixture<SuiteTests.Server>, IAsyncDisposable
{
    private readonly List<ServiceProvider> _servers = [];

    public static TheoryData<string> Tests =>
        [.. EventLogSuite.Tests, .. EventLogSuite.ConnectionCountTests, .. EventLogSuite.RunStoreTests];

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _servers)
        {
            await started.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public Task PostgreSql_passes(string test)
    {
        var database = server.PostgreSql.ConnectionString();
        return Create(server.PostgreSql, () => Connect(database)).RunAsync(test, TestContext.Current.CancellationToken);
    }

    /// <summary>Creates the suite for a server that it may stop.</summary>
    internal static EventLogSuite Create(PostgreSqlServer server, Func<IEventLog> connect) => new(new EventLogSuiteOptions
    {
        ConnectAsync = _ => ValueTask.FromResult(connect()),
        EmptyAsync = async _ => await PostgreSqlServer.RunAsync(
            server.ConnectionString(),
            "TRUNCATE sisk_sse.log, sisk_sse.entry, sisk_sse.producer, sisk_sse.server, sisk_sse.connections, sisk_sse.run, sisk_sse.run_event"),
        StopAsync = async _ => await server.KillAsync(),
        StartAsync = async _ => await server.StartAsync(),
    });

    /// <summary>Returns the log of one more server, with connections of its own.</summary>
    private IEventLog Connect(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddEventStreams().AddPostgreSql(database);
        var started = builder.Services.BuildServiceProvider();
        _servers.Add(started);
        return started.GetRequiredService<IEventLog>();
    }

    /// <summary>A server that tests stop, one after the other.</summary>
    public sealed class Server : IAsyncLifetime
    {
        public PostgreSqlServer PostgreSql { get; } = new();

        public ValueTask InitializeAsync() => PostgreSql.InitializeAsync();

        public ValueTask DisposeAsync() => PostgreSql.DisposeAsync();
    }
}
