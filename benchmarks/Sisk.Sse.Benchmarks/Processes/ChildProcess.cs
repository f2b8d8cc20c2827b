using System.Diagnostics;

namespace Sisk.Sse.Benchmarks.Processes;

/// <summary>A process of its own that is driven by lines, one answer to each, and ends with its standard input.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    internal ProcessFigures Figures => new(_process.Id);

    /// <summary>Starts this program again, in another role.</summary>
    internal static ChildProcess StartSelf(params string[] arguments) => Start(Environment.ProcessPath!, arguments);

    internal static ChildProcess Start(string file, string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    internal async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    internal async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync()
        ?? throw new InvalidOperationException($"The process '{_process.StartInfo.FileName}' ended; its standard error says why.");

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
