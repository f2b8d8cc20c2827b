using System.Net;
using System.Net.Sockets;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Proxies.Tests.Proxies;

/// <summary>A proxy that is a program of its own, with a folder for its files.</summary>
internal abstract class ProgramProxy(string program, IReadOnlyList<int> servers) : Proxy(servers)
{
    private ChildProgram? _program;

    /// <summary>Gets the folder with its files, which is deleted on disposal.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("sisk-sse-proxy-").FullName;

    public override async Task StartAsync()
    {
        var path = Tool.Find(program) ?? throw Tool.Missing($"{program} is not installed", $"apt-get install {program}");
        var file = Path.Combine(Folder, program + ".conf");
        await File.WriteAllTextAsync(file, Configure(), TestContext.Current.CancellationToken);
        _program = Run(path, file);
        await Eventually.BecomesAsync($"a connection to {program}", ConnectAsync, static connected => connected);
    }

    public override async Task KillAsync()
    {
        if (_program is { } running)
        {
            _program = null;
            await running.KillAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>
    /// Returns the text of the configuration file: that of the guide, and what keeps the files of the program in its folder.
    /// </summary>
    protected abstract string Configure();

    protected abstract ChildProgram Run(string path, string file);

    private async Task<bool> ConnectAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
