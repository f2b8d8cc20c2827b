using System.Diagnostics;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>Three redis-servers that share the slots between them.</summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16384;

    // A node that a test pauses is not to be taken for dead.
    internal RedisServer[] Nodes { get; } =
        [.. Enumerable.Range(0, 3).Select(_ => new RedisServer(
            "--save", "", "--cluster-enabled", "yes", "--cluster-node-timeout", "60000", "--cluster-port", $"{ChildProgram.FreePort()}"))];

    internal ConfigurationOptions Configuration => ConfigurationOptions.Parse(string.Join(',', Nodes.Select(node => node.Configuration)));

    internal async Task StartAsync()
    {
        await Task.WhenAll(Nodes.Select(node => node.StartAsync()));
        for (var i = 0; i < Nodes.Length; i++)
        {
            await TellAsync(Nodes[i], "ADDSLOTSRANGE", $"{Slots * i / Nodes.Length}", $"{(Slots * (i + 1) / Nodes.Length) - 1}");
        }

        foreach (var node in Nodes.Skip(1))
        {
            await TellAsync(Nodes[0], "MEET", "127.0.0.1", $"{node.Port}", node.Settings[^1]);
        }

        await Task.WhenAll(Nodes.Select(node => node.SaysAsync("Cluster state changed: ok")));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static async Task TellAsync(RedisServer node, params string[] command)
    {
        var program = Tool.Find("redis-cli") ?? throw Tool.Missing("redis-cli is not installed", "apt-get install redis-tools");
        using var client = Process.Start(
            new ProcessStartInfo(program, ["-e", "-p", $"{node.Port}", "CLUSTER", .. command]) { RedirectStandardOutput = true })!;
        var answer = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        Assert.Equal("OK", answer.Trim());
    }
}
