using System.Diagnostics;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.Support;

/// <summary>Node and TypeScript's compiler. A test that needs one is skipped where it is missing, and fails on a build server.</summary>
internal static class Node
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    public static string Tools { get; } = Path.Combine(Repository.Root, "tests", "tools");

    public static string TestFolder { get; } = Path.Combine(Repository.Root, "tests", "Sisk.Sse.Client.Tests", "TypeScript");

    public static string RuntimeFolder { get; } = Path.Combine(Repository.Root, "src", "Sisk.Sse.Contract", "TypeScript");

    /// <summary>Runs Node. Returns the exit code and what was printed.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<string> arguments, Dictionary<string, string>? environment = null, string? folder = null)
    {
        var node = Tool.Find("node") ?? throw Tool.Missing("Node is not on the PATH", "apt-get install nodejs npm");
        return StartAsync(node, arguments, environment, folder ?? TestFolder);
    }

    /// <summary>Runs the compiler of TypeScript. It checks our files alone; its own libraries would take most of the time.</summary>
    public static Task<(int ExitCode, string Output)> CompileAsync(string folder, params IEnumerable<string> arguments)
    {
        RequirePackage("typescript");
        return RunAsync(
            [Path.Combine(Tools, "node_modules", "typescript", "bin", "tsc"), "--skipDefaultLibCheck", .. arguments], folder: folder);
    }

    public static void RequirePackage(string name)
    {
        if (!Directory.Exists(Path.Combine(Tools, "node_modules", name)))
        {
            throw Tool.Missing($"{name} is not installed", "npm ci --prefix tests/tools");
        }
    }

    private static async Task<(int ExitCode, string Output)> StartAsync(
        string program, IEnumerable<string> arguments, Dictionary<string, string>? environment, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            try
            {
                await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_longest);
            }
            catch (TimeoutException exception)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException(
                    $"'{string.Join(' ', start.ArgumentList)}' has not ended. It printed: {await output}{await errors}", exception);
            }

            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
