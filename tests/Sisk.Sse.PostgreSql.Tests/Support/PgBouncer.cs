using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Support;

/// <summary>PgBouncer in front of a PostgreSQL server. In the mode <c>transaction</c>, each transaction may get another session.</summary>
internal sealed class PgBouncer(PostgreSqlServer postgreSql, string mode = "transaction") : IAsyncDisposable
{
    private const string User = "postgres";
    private readonly string _folder = Directory.CreateTempSubdirectory("sisk-sse-pgbouncer-").FullName;
    private readonly int _port = ChildProgram.FreePort();
    private ChildProgram? _program;

    internal string ConnectionString => $"Host=127.0.0.1;Port={_port};Username={User};Database=postgres;No Reset On Close=true";

    internal async Task StartAsync()
    {
        // Skips the test without PostgreSQL.
        _ = postgreSql.ConnectionString();
        var path = Tool.Find("pgbouncer") ?? throw Tool.Missing("PgBouncer is not installed", "apt-get install pgbouncer");
        var configuration = Path.Combine(_folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(configuration, Configuration(), TestContext.Current.CancellationToken);

        await PostgreSqlServer.OwnAsync(_folder);

        // It writes its log to standard error.
        var command = PostgreSqlServer.AsUser(["sh", "-c", """exec "$0" "$@" 2>&1""", path, configuration]);
        _program = new ChildProgram(command[0], command[1..]);
        await _program.SaysAsync("process up");
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Configuration() => $"""
        [databases]
        * = host=127.0.0.1 port={postgreSql.Port} user={User}

        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {_port}
        unix_socket_dir =
        auth_type = any
        pool_mode = {mode}
        default_pool_size = 50
        # The time between two attempts to reach a server that has failed. The default is 15 seconds.
        server_login_retry = 0.1
        """;
}
