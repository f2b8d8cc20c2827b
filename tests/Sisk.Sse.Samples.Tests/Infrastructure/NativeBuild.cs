using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Sisk.Sse.Samples.Tests.Infrastructure;
using Sisk.Sse.Tests.Support;

[assembly: AssemblyFixture(typeof(NativeBuild))]

namespace Sisk.Sse.Samples.Tests.Infrastructure;

/// <summary>
/// LiveBoard as a native executable. It is published when the first test needs it, with the command that users run, and again only
/// after one of its sources has changed.
/// </summary>
public sealed class NativeBuild
{
    /// <summary>The time after which a hanging build is stopped. On an idle machine with two cores, the build takes 20 seconds.</summary>
    private static readonly TimeSpan _budget = TimeSpan.FromMinutes(10);
    private static readonly string[] _madeOf =
    [
        "samples/LiveBoard", "src/Sisk.Sse.Abstractions", "src/Sisk.Sse.Runtime", "src/Sisk.Sse.Redis", "src/Sisk.Sse.Generators", "src/Sisk.Sse.Contract",
        "Directory.Build.props", "Directory.Packages.props", "global.json",
    ];

    private readonly Lazy<Task<string>> _published;
    private readonly string _folder = Path.Combine(Repository.Root, "tests", "Sisk.Sse.Samples.Tests", "obj", "native");

    private string LogFile => Path.Combine(_folder, "publish.log");

    private string StampFile => Path.Combine(_folder, "published");

    private string Executable =>
        Path.Combine(_folder, "publish", "LiveBoard", "debug", OperatingSystem.IsWindows() ? "LiveBoard.exe" : "LiveBoard");

    public NativeBuild() => _published = new(PublishOnceAsync);

    /// <summary>Returns the path of the executable, which is published once, even if that fails.</summary>
    public Task<string> PublishAsync() => _published.Value;

    /// <summary>Returns the output of the command.</summary>
    public async Task<string> LogAsync()
    {
        await PublishAsync();
        return await File.ReadAllTextAsync(LogFile);
    }

    private async Task<string> PublishOnceAsync()
    {
        var content = await HashAsync();
        if (!File.Exists(Executable) || !File.Exists(StampFile) || await File.ReadAllTextAsync(StampFile) != content)
        {
            await PublishAnewAsync();
            await File.WriteAllTextAsync(StampFile, content);
        }

        return Executable;
    }

    private async Task PublishAnewAsync()
    {
        const string Install = "apt-get install gcc libc6-dev zlib1g-dev";
        var linker = Tool.Find("clang", "gcc") ?? throw Tool.Missing("Native AOT needs clang or gcc to link", Install);
        if (OperatingSystem.IsLinux() && !File.Exists("/usr/include/zlib.h"))
        {
            throw Tool.Missing("Native AOT links to zlib, whose headers are not here", Install);
        }

        if (Directory.Exists(_folder) && !File.Exists(StampFile))
        {
            Directory.Delete(_folder, recursive: true); // left by an interrupted build
        }

        Directory.CreateDirectory(_folder);
        File.Delete(StampFile);

        // Uses folders of its own, because the programs of the ordinary build may be running. The analyzers ran in that build already;
        // the test is about the native compiler's trimming and AOT warnings for the whole program. A debug build gives the same warnings
        // in two thirds of the time.
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, "samples", "LiveBoard"), "--artifacts-path", _folder, "--configuration", "Debug",
            "-p:PublishAot=true", "-p:TrimmerSingleWarn=false", "-p:RunAnalyzers=false", "-m:1", $"-p:CppCompilerAndLinker={Path.GetFileName(linker)}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["UseSharedCompilation"] = "true"; // starting a compiler for each project takes longer than compiling
        start.Environment["DOTNET_TieredPGO"] = "0"; // halves the processor time of a short run
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_budget);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Publishing LiveBoard was stopped after at most {_budget}.", exception);
        }

        var log = await output + await errors;
        await File.WriteAllTextAsync(LogFile, log);
        Assert.True(process.ExitCode == 0, log);
    }

    private static async Task<string> HashAsync()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Environment.Version.ToString()));
        foreach (var path in _madeOf.Select(part => Path.Combine(Repository.Root, part)).SelectMany(Files))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(await File.ReadAllBytesAsync(path));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Files(string path) =>
        File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path)
                .Concat(Directory.EnumerateDirectories(path)
                    .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj")).SelectMany(Files))
                .Order(StringComparer.Ordinal);
}
