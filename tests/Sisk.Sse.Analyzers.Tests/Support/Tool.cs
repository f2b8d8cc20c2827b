using System.Diagnostics;
using System.Text;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>Runs the .NET command line as a user would. The compiler's server is shared with other builds; it ends by itself.</summary>
internal static class Tool
{
    public static ProcessStartInfo Dotnet(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "true";

        // Each process is short: what the runtime would learn of its code in order to compile it again pays for nothing.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    /// <summary>Fails with the whole output where the command fails.</summary>
    public static async Task RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var (exitCode, output) = await TryAsync(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}");
    }

    /// <summary>Runs the command, and returns its output and its exit code.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(string folder, params IEnumerable<string> arguments)
    {
        var output = new StringBuilder();
        using var process = new Process { StartInfo = Dotnet(folder, arguments) };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
