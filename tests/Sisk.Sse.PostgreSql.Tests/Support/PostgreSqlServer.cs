using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Npgsql;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Support;

/// <summary>A PostgreSQL server with its own port and data folder.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private const string User = "postgres";
    private const string InstallCommand = "apt-get install postgresql";

    private readonly int _port = ChildProgram.FreePort();
    private ChildProgram? _program;
    private ExceptionDispatchInfo? _failure;
    private string? _folder;

    /// <summary>Gets the port. Skips or fails the test if the server could not be started as a fixture.</summary>
    internal int Port
    {
        get
        {
            _failure?.Throw();
            return _port;
        }
    }

    /// <summary>Starts it as a fixture.</summary>
    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch (Exception exception)
        {
            // A skip counts as an error in a fixture, so it is left to the tests.
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Returns the connection string. Skips or fails the test as <see cref="Port"/> does.</summary>
    internal string ConnectionString(string database = "postgres") =>
        $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Include Error Detail=true";

    internal static async Task RunAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    internal async Task StartAsync()
    {
        _ = Tool.Find("psql") ?? throw Tool.Missing("PostgreSQL is not installed", InstallCommand);
        if (_folder is null)
        {
            _folder = Directory.CreateTempSubdirectory("sisk-sse-postgresql-").FullName;
            await PrepareAsync(_folder);
        }

        await RunServerAsync("database system is ready to accept connections");
    }

    /// <summary>Makes and starts a replica, to which this server then writes each commit before it reports it.</summary>
    internal async Task<PostgreSqlServer> StartReplicaAsync()
    {
        var replica = new PostgreSqlServer { _folder = Directory.CreateTempSubdirectory("sisk-sse-postgresql-").FullName };
        await OwnAsync(replica._folder);
        await RunAsync(AsUser([Find("pg_basebackup"), "-D", replica._folder, "-h", "127.0.0.1", "-p", $"{Port}", "-U", User, "-R", "-X", "stream", "-c", "fast"]));
        await replica.RunServerAsync("database system is ready to accept read-only connections");
        await RunAsync(ConnectionString(), "ALTER SYSTEM SET synchronous_standby_names = '*'");
        await RunAsync(ConnectionString(), "SELECT pg_reload_conf()");
        return replica;
    }

    /// <summary>Copies the data and starts another primary with it.</summary>
    internal async Task<PostgreSqlServer> StartCopyAsync()
    {
        var source = Port;
        var copy = new PostgreSqlServer { _folder = Directory.CreateTempSubdirectory("sisk-sse-postgresql-").FullName };
        await OwnAsync(copy._folder);
        await RunAsync(AsUser(
            [Find("pg_basebackup"), "-D", copy._folder, "-h", "127.0.0.1", "-p", $"{source}", "-U", User, "-X", "stream", "-c", "fast"]));
        await copy.RunServerAsync("database system is ready to accept connections");
        return copy;
    }

    /// <summary>Has each commit wait for a replica, which there is none of.</summary>
    internal async Task AwaitReplicaAsync()
    {
        await RunAsync(ConnectionString(), "ALTER SYSTEM SET synchronous_standby_names = 'none'");
        await RunAsync(ConnectionString(), "SELECT pg_reload_conf()");

        // The setting holds some time after the answer.
        _ = CommitUntilKilledAsync();
        await CommitsWaitAsync(count: 1);
    }

    /// <summary>Completes when commits wait for a replica.</summary>
    internal async Task CommitsWaitAsync(int count)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString() + ";Pooling=false");
        await Eventually.BecomesAsync(
            $"{count} commits to wait",
            async () =>
            {
                await using var command = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
                return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            },
            waiting => waiting >= count);
    }

    /// <summary>Makes a replica the primary.</summary>
    internal Task PromoteAsync() => RunAsync(AsUser([Find("pg_ctl"), "promote", "-w", "-D", _folder!]));

    private string SavedDisk => _folder + "-saved";

    private async Task EndAsync(string signal)
    {
        await _program!.EndAsync(signal);
        _program = null;
    }

    private async Task RunServerAsync(string ready)
    {
        // It writes its log to standard error.
        const string Script = """exec "$0" "$@" 2>&1""";
        var command = AsUser([
            "sh", "-c", Script, Find("postgres"), "-D", _folder!, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "fsync=off", "-c", "max_connections=200", "-c", "shared_buffers=32MB"]);
        _program = new ChildProgram(command[0], command[1..]);
        await _program.SaysAsync(ready);
    }

    /// <summary>Ends it without a shutdown. It recovers at the next start.</summary>
    internal Task KillAsync() => EndAsync("-QUIT");

    /// <summary>Shuts it down.</summary>
    internal Task StopAsync() => EndAsync("-INT");

    /// <summary>Keeps a copy of its disk while it does not run.</summary>
    internal Task SaveDiskAsync() => RunAsync(["cp", "-a", _folder!, SavedDisk]);

    /// <summary>Brings the copy back, while it does not run. What it has written since is lost.</summary>
    internal void RestoreDisk()
    {
        Directory.Delete(_folder!, recursive: true);
        Directory.Move(SavedDisk, _folder!);
    }

    /// <summary>Ends the process of a session without a shutdown, upon which the server ends the others, and recovers.</summary>
    internal static async Task CrashSessionAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var victim = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var witness = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync(["kill", "-KILL", $"{victim.ProcessID}"]);

        // The other sessions continue until the server has noticed.
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () =>
        {
            while (true)
            {
                await using var command = new NpgsqlCommand("SELECT 1", witness);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
        });
    }

    internal Task PauseAsync() => _program!.PauseAsync();

    internal Task ContinueAsync() => _program!.ContinueAsync();

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await KillAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }

        if (_folder is not null && Directory.Exists(SavedDisk))
        {
            Directory.Delete(SavedDisk, recursive: true);
        }
    }

    private async Task CommitUntilKilledAsync()
    {
        try
        {
            while (true)
            {
                await RunAsync(ConnectionString(), "CREATE TABLE IF NOT EXISTS waiting (); DROP TABLE waiting");
            }
        }
        catch (NpgsqlException)
        {
            // The server was killed.
        }
    }

    private static async Task PrepareAsync(string folder)
    {
        await OwnAsync(folder);
        await RunAsync(AsUser([Find("initdb"), "-D", folder, "-U", User, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"]));
    }

    /// <summary>Gives a folder to the user that the server runs as.</summary>
    internal static Task OwnAsync(string folder) =>
        Environment.UserName == "root" ? RunAsync(["chown", User, folder]) : Task.CompletedTask;

    /// <summary>Returns the command as another user if this one is root, as which PostgreSQL and PgBouncer refuse to run.</summary>
    internal static string[] AsUser(string[] command) => Environment.UserName == "root"
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command]
        : command;

    /// <summary>Returns the full path of a program of the server. Debian keeps them apart from the PATH.</summary>
    private static string Find(string program) => Tool.Find(program)
        ?? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin", program)).LastOrDefault(File.Exists)
        ?? throw Tool.Missing($"{program} is not installed", InstallCommand);

    private static async Task RunAsync(string[] command)
    {
        using var process =
            Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Concat(output));
    }
}
