using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.PostgreSql.Client;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Client;

/// <summary>Two primaries in one connection string, of which one has replaced the other.</summary>
public sealed class PrimaryGuardTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogCollector _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly PostgreSqlServer _shared;

    public PrimaryGuardTests(PostgreSqlServer shared) => (_shared, _loggers) = (shared, new LoggerFactory([_logs]));

    public ValueTask DisposeAsync()
    {
        _loggers.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Replaced_primary_is_not_used_again_and_the_promoted_one_is_found_soon_after_its_restart()
    {
        await using var old = new PostgreSqlServer();
        await old.StartAsync();
        await using var promoted = await old.StartReplicaAsync();
        var both = $"Host=127.0.0.1:{old.Port},127.0.0.1:{promoted.Port};Username=postgres;Database=postgres";
        await using var early = Open(both);
        Assert.Equal(old.Port, await PortAsync(early));

        await promoted.PromoteAsync();
        _time.Advance(TimeSpan.FromSeconds(11));

        await Eventually.BecomesAsync("the promoted server", () => PortAsync(early), port => port == promoted.Port);
        await using var late = Open(both);
        Assert.Equal(promoted.Port, await PortAsync(late));
        Assert.Contains(
            _logs.Entries,
            entry => entry.Level is LogLevel.Warning
                && entry.Text.StartsWith(
                    $"tcp://127.0.0.1:{old.Port} is a primary that tcp://127.0.0.1:{promoted.Port} has replaced",
                    StringComparison.Ordinal));
        await old.KillAsync();

        await promoted.StopAsync();
        Assert.Equal(0, await PortAsync(late));
        await promoted.StartAsync();

        await Eventually.BecomesAsync("the restarted server", () => PortAsync(late), port => port == promoted.Port)
            .WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Two_primaries_of_one_timeline_are_reported_and_two_names_of_one_server_are_not()
    {
        await using var copy = await _shared.StartCopyAsync();
        var hosts = $"Host=127.0.0.1:{_shared.Port},localhost:{_shared.Port},127.0.0.1:{copy.Port};Username=postgres;Database=postgres";
        await using var database = Open(hosts);

        Assert.Equal(_shared.Port, await PortAsync(database));

        Assert.All(
            _logs.Entries.Where(static entry => entry.Level is LogLevel.Warning),
            entry => Assert.EndsWith(
                $":{_shared.Port} and tcp://127.0.0.1:{copy.Port} are both primaries of one database, with the same timeline (1). "
                + "Whatever is written to one of them is lost. Make it a replica, or remove it from the connection string.",
                entry.Text,
                StringComparison.Ordinal));
        Assert.Equal(2, _logs.Entries.Count(static entry => entry.Level is LogLevel.Warning));
    }

    private LogDatabase Open(string connectionString) => new(
        Options.Create(new PostgreSqlEventStreamOptions { ConnectionString = connectionString }), _time, _loggers.CreateLogger<LogDatabase>());

    /// <summary>Returns the port of the server that a call goes to, or 0 while the call fails.</summary>
    private static async Task<int> PortAsync(LogDatabase database)
    {
        try
        {
            return await database.RunAsync(
                "SELECT inet_server_port()",
                static _ => { },
                static async (reader, token) =>
                {
                    await reader.ReadAsync(token);
                    return reader.GetInt32(0);
                },
                TestContext.Current.CancellationToken);
        }
        catch (EventLogException)
        {
            return 0;
        }
    }
}
