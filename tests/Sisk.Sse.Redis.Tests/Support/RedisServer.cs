using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A redis-server of the tests' own, on a free port and with its data in a folder of its own.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private ChildProgram? _program;

    public RedisServer()
        : this("--save", "", "--appendonly", "no")
    {
    }

    internal RedisServer(params string[] settings) => Settings = [.. settings];

    /// <summary>What it is told at each start, beside its port and its folder.</summary>
    internal List<string> Settings { get; }

    /// <summary>Where it keeps its data; gone with it.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("sisk-sse-redis-").FullName;

    internal int Port { get; } = ChildProgram.FreePort();

    internal string Configuration => $"127.0.0.1:{Port}";

    public async ValueTask InitializeAsync() => await StartAsync();

    internal async Task StartAsync()
    {
        var program = Tool.Find("redis-server") ?? throw Tool.Missing("redis-server is not installed", "apt-get install redis-server");
        _program = new ChildProgram(program, ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Folder, .. Settings]);
        await SaysAsync("Ready to accept connections");
    }

    /// <summary>Completes when a line with the text is, or was, in its log.</summary>
    internal Task SaysAsync(string text) => _program!.SaysAsync(text);

    /// <summary>Ends it as a power failure does.</summary>
    internal async Task KillAsync()
    {
        await _program!.KillAsync();
        _program = null;
    }

    /// <summary>It answers nobody from here on, and keeps its connections.</summary>
    internal Task PauseAsync() => _program!.PauseAsync();

    internal Task ContinueAsync() => _program!.ContinueAsync();

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await KillAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
