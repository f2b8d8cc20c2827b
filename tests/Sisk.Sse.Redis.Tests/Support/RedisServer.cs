using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A redis-server process with its own port and data folder.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private ChildProgram? _program;
    private ExceptionDispatchInfo? _failure;

    public RedisServer()
        : this("--save", "", "--appendonly", "no")
    {
    }

    internal RedisServer(params string[] settings) => Settings = [.. settings];

    /// <summary>The command-line settings of each start, in addition to port and folder.</summary>
    internal List<string> Settings { get; }

    /// <summary>The folder with its data, which is deleted on disposal.</summary>
    internal string Folder => field ??= Directory.CreateTempSubdirectory("sisk-sse-redis-").FullName;

    internal int Port { get; } = ChildProgram.FreePort();

    /// <summary>The address. Skips or fails the test if the server could not be started as a fixture.</summary>
    internal string Configuration
    {
        get
        {
            _failure?.Throw();
            return $"127.0.0.1:{Port}";
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

    internal async Task StartAsync()
    {
        Run(["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder, .. Settings]);
        await SaysAsync("Ready to accept connections");
    }

    /// <summary>Starts it as a Sentinel with a configuration file, which it modifies.</summary>
    internal async Task StartSentinelAsync(string file)
    {
        Run([file, "--sentinel", "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder]);
        await SaysAsync("Sentinel ID is");
    }

    /// <summary>Completes when a line with the text is, or was, in its log.</summary>
    internal Task SaysAsync(string text) => _program!.SaysAsync(text);

    /// <summary>Kills it without a shutdown.</summary>
    internal async Task KillAsync()
    {
        await _program!.KillAsync();
        _program = null;
    }

    /// <summary>Freezes it. Its connections stay open.</summary>
    internal Task PauseAsync() => _program!.PauseAsync();

    internal Task ContinueAsync() => _program!.ContinueAsync();

    /// <summary>Runs a command with redis-cli.</summary>
    internal async Task<string> AskAsync(params string[] command)
    {
        var program = Tool.Find("redis-cli") ?? throw Tool.Missing("redis-cli is not installed", "apt-get install redis-tools");
        using var client = Process.Start(new ProcessStartInfo(program, ["-p", $"{Port}", .. command]) { RedirectStandardOutput = true })!;
        var answer = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return answer;
    }

    /// <summary>Completes when a replica has everything that was written to this server so far.</summary>
    internal async Task ReplicatedToAsync(RedisServer replica)
    {
        var written = await OffsetAsync();
        await Eventually.BecomesAsync($"offset {written} on the replica", replica.OffsetAsync, offset => offset >= written);
    }

    private async Task<long> OffsetAsync()
    {
        const string Name = "master_repl_offset:";
        var lines = (await AskAsync("INFO", "replication")).Split('\n', StringSplitOptions.TrimEntries);
        return long.Parse(
            lines.Single(static line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..], CultureInfo.InvariantCulture);
    }

    private void Run(string[] arguments)
    {
        var program = Tool.Find("redis-server") ?? throw Tool.Missing("redis-server is not installed", "apt-get install redis-server");
        _program = new ChildProgram(program, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await KillAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
