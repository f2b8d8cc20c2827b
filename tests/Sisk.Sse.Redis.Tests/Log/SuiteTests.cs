using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Testing;

namespace Sisk.Sse.Redis.Tests.Log;

/// <summary>Redis passes the suite for every log.</summary>
public sealed class SuiteTests : IAsyncDisposable
{
    private readonly RedisServer _redis = new("--appendonly", "yes", "--appendfsync", "always", "--save", "");

    private readonly List<ServiceProvider> _servers = [];

    public static TheoryData<string> Tests =>
        [.. EventLogSuite.Tests, .. EventLogSuite.ConnectionCountTests, .. EventLogSuite.RunStoreTests];

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _redis.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task Redis_passes(string test)
    {
        await _redis.StartAsync();
        var suite = new EventLogSuite(new EventLogSuiteOptions
        {
            ConnectAsync = _ => ValueTask.FromResult(Connect()),
            EmptyAsync = async _ => await _redis.AskAsync("FLUSHALL"),
            StopAsync = async _ => await _redis.KillAsync(),
            StartAsync = async _ => await _redis.StartAsync(),
        });

        await suite.RunAsync(test, TestContext.Current.CancellationToken);
    }

    /// <summary>Returns the log of one more server, with its own connection. Each command waits for the disk, which may be busy.</summary>
    private IEventLog Connect()
    {
        var server = LogServices.Build($"{_redis.Configuration},asyncTimeout=10000", "suite");
        _servers.Add(server);
        return server.GetRequiredService<IEventLog>();
    }
}
