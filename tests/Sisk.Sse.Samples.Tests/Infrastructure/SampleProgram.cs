using System.Diagnostics;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>A sample, run as users run it, in a process of its own on a free port of 127.0.0.1.</summary>
public abstract class SampleProgram(string name, string announcement) : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private Process? _process;
    private ExceptionDispatchInfo? _failure;

    /// <summary>
    /// Gets the address of the sample, which stays the same after a restart. Skips or fails the test if the sample could not be started.
    /// </summary>
    public Uri Address
    {
        get
        {
            _failure?.Throw();
            return field;
        }

        private set;
    } = new("http://127.0.0.1:0");

    /// <summary>Gets additional command-line arguments.</summary>
    internal string[] Arguments { get; init; } = [];

    public HttpClient Client { get; } = new() { Timeout = Timeout.InfiniteTimeSpan };

    public Uri At(string path) => new(Address, path);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch (Exception exception)
        {
            // A skip in a fixture counts as an error, so the tests rethrow it.
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    /// <summary>Starts the program and waits until it has printed its address.</summary>
    public async Task StartAsync()
    {
        var command = await CommandAsync();
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. Arguments, "--urls", $"http://127.0.0.1:{Address.Port}"]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0"; // as in the tests themselves
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("ASPNETCORE_HTTP_PORTS");
        _process = Process.Start(start)!;

        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                address.TrySetException(new InvalidOperationException($"{name} ended before it printed its address."));
            }
            else if (line.Data.IndexOf(announcement, StringComparison.Ordinal) is >= 0 and var at)
            {
                address.TrySetResult(line.Data[(at + announcement.Length)..]);
            }
        };
        _process.BeginOutputReadLine();
        Address = new Uri(await address.Task.WaitAsync(_patience));
    }

    /// <summary>Asks the program to stop, as a service manager does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            process.Kill();
        }
        else
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync().WaitAsync(_patience);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await StopAsync();
        }
        catch (TimeoutException)
        {
            _process!.Kill();
            throw;
        }
        finally
        {
            _process?.Dispose();
            Client.Dispose();
        }
    }

    /// <summary>The program and its first arguments.</summary>
    private protected virtual Task<string[]> CommandAsync() => Task.FromResult<string[]>(["dotnet", Dll()]);

    private string Dll() =>
        typeof(SampleProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == name).Value!;
}

public sealed class LiveBoardProgram() : SampleProgram("LiveBoard", "LiveBoard is at ");

/// <summary>LiveBoard as a native executable.</summary>
public sealed class NativeLiveBoard(NativeBuild build) : SampleProgram("LiveBoard", "LiveBoard is at ")
{
    private protected override async Task<string[]> CommandAsync() => [await build.PublishAsync()];
}

public sealed class SeedTourProgram() : SampleProgram("SeedTour", "SeedTour is at ");

public sealed class TokenStreamProgram() : SampleProgram("TokenStream", "TokenStream is at ");

/// <summary>The README's quick start, whose address is printed by ASP.NET Core.</summary>
public sealed class QuickStartProgram() : SampleProgram("QuickStart", "Now listening on: ");

/// <summary>The protocols of others.</summary>
public sealed class ProtocolsProgram() : SampleProgram("Protocols", "Now listening on: ");
