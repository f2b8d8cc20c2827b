using System.Reflection;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>A server of the application in its own process, with a fixed address.</summary>
internal sealed class NodeProcess(string database, string applicationName) : IAsyncDisposable
{
    private static readonly string _dll =
        typeof(NodeProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Node").Value!;

    private ChildProgram? _program;

    internal Uri Address { get; } = new($"http://127.0.0.1:{ChildProgram.FreePort()}");

    internal async Task StartAsync()
    {
        _program = new ChildProgram(
            "dotnet", [_dll, "--urls", Address.OriginalString, "--database", database, "--application", applicationName]);
        await _program.SaysAsync("Listening at");
    }

    /// <summary>Kills it with SIGKILL.</summary>
    internal async Task KillAsync()
    {
        await _program!.KillAsync();
        _program = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await KillAsync();
        }
    }
}
