using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sisk.Sse.ScaleOut.Benchmarks;

/// <summary>A PostgreSQL server with a data folder of its own and its standard settings, so each commit is on disk.</summary>
internal sealed class PostgreSqlProcess : Database
{
    private const string User = "postgres";
    private static readonly double _ticksPerSecond = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("sisk-sse-benchmark-").FullName;
    private readonly Process _process;

    internal PostgreSqlProcess()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", User, _folder);
        }

        var programs = Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Order().Last(), "bin");
        Run(AsUser(Path.Combine(programs, "initdb"), "-D", _folder, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C"));
        var command = AsUser(
            Path.Combine(programs, "postgres"),
            "-D", _folder, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=");

        // The log is read to the end, because a full pipe would block the process.
        var ready = new TaskCompletionSource();
        _process = new Process { StartInfo = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true } };
        _process.ErrorDataReceived += (_, output) =>
        {
            if (output.Data?.Contains("ready to accept", StringComparison.Ordinal) is true)
            {
                ready.TrySetResult();
            }
        };
        _process.Start();
        _process.BeginErrorReadLine();
        ready.Task.Wait(TimeSpan.FromSeconds(10));
        Address = $"Host=127.0.0.1;Port={port};Username={User};Database=postgres";
    }

    internal override string Address { get; }

    /// <summary>That of the server, of its children, and of children that have ended.</summary>
    internal override TimeSpan Time
    {
        get
        {
            var children = File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return children.Prepend($"{_process.Id}").Select(Ticks).Aggregate(TimeSpan.Zero, static (sum, ticks) => sum + ticks);
        }
    }

    public override void Dispose()
    {
        // A fast shutdown.
        Run("kill", "-INT", $"{_process.Id}");
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static TimeSpan Ticks(string process)
    {
        // The name of the program is in parentheses. utime, stime, cutime and cstime are the fields 14 to 17.
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromSeconds(fields[11..15].Sum(static field => long.Parse(field, CultureInfo.InvariantCulture)) / _ticksPerSecond);
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static string[] AsUser(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command]
        : command;

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}.");
        }
    }
}
