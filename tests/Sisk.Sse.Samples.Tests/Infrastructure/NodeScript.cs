using System.Diagnostics;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>A script in <c>tests/tools</c>. The test is skipped if Node or a package is missing, and fails on a build server.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the script, and returns what it printed.</summary>
    internal static async Task<string> RunAsync(string package, string script, params IEnumerable<string> arguments)
    {
        var folder = Path.Combine(Repository.Root, "tests", "tools");
        var node = Tool.Find("node") ?? throw Tool.Missing("Node is not on the PATH", "apt-get install nodejs npm");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", package)))
        {
            throw Tool.Missing($"{package} is not installed", "npm ci --prefix tests/tools");
        }

        using var process = Process.Start(new ProcessStartInfo(node, [script, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_patience);
        Assert.True(process.ExitCode == 0, await output + await errors);
        return (await output).TrimEnd('\n');
    }
}
