using System.Diagnostics;
using Sisk.Sse.Build;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Generators;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Client.Tests.Build;

/// <summary>A project whose file asks for a contract and a client, built by the SDK.</summary>
public sealed class BuildTests
{
    private static string Build { get; } = Path.Combine(Repository.Root, "src", "Sisk.Sse.Runtime", "build");

    private static string ProjectText { get; } = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <Import Project="{Build}/Sisk.Sse.props" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <_SseBuildTask>{typeof(WriteStreamContract).Assembly.Location}</_SseBuildTask>
            <EventStreamContractFile>api/streams.json</EventStreamContractFile>
            <EventStreamTypeScriptFile>web/streams.ts</EventStreamTypeScriptFile>
            <EventStreamJsonNaming>SnakeCaseLower</EventStreamJsonNaming>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Reference Include="{typeof(EventStreamOptions).Assembly.Location};{typeof(EventNameAttribute).Assembly.Location}" />
            <Analyzer Include="{typeof(EventStreamGenerator).Assembly.Location}" />
          </ItemGroup>
          <Import Project="{Build}/Sisk.Sse.targets" />
        </Project>
        """;

    private const string Source = """
        using Sisk.Sse;
        System.Console.WriteLine();
        public sealed class Orders { [RouteGet("/orders")] public EventStream<Shipped> Watch() => new(); }
        public sealed record Shipped(string TheCarrier);
        """;

    [Fact]
    public async Task A_build_writes_the_files_once_and_is_failed_by_unknown_settings_and_by_a_check_when_the_wire_changes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Shop.csproj", ProjectText);
        var code = folder.Write("Program.cs", Source);
        string[] files = [Path.Combine(folder.Path, "api", "streams.json"), Path.Combine(folder.Path, "web", "streams.ts")];

        var (exitCode, output) = await BuildAsync(folder.Path);
        Assert.True(exitCode == 0, output);
        Assert.All(files, file => Assert.Contains("the_carrier", File.ReadAllText(file), StringComparison.Ordinal));

        // Nothing is done again; a file that was deleted comes back.
        File.Delete(files[1]);
        var stamp = File.GetLastWriteTimeUtc(files[0]);
        (exitCode, output) = await BuildAsync(folder.Path, "--no-restore");
        Assert.True(exitCode == 0, output);
        Assert.True(File.Exists(files[1]));
        Assert.Equal(stamp, File.GetLastWriteTimeUtc(files[0]));

        // The generator does not know these values.
        (exitCode, output) = await BuildAsync(
            folder.Path,
            "--no-restore",
            "-p:EventStreamJsonNaming=SnakeCase",
            "-p:EventStreamJsonNumberHandling=\"WriteAsString, Strict\"");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "error SSE070: EventStreamJsonNaming is 'SnakeCase'. Use None, CamelCase, SnakeCaseLower,", output, StringComparison.Ordinal);
        Assert.DoesNotContain("EventStreamJsonNumberHandling is", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(
            code, Source.Replace("TheCarrier", "Company", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (exitCode, output) = await BuildAsync(folder.Path, "--no-restore", "-p:EventStreamContractCheck=true");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "error SSE073: Breaking: Member 'the_carrier' of 'Shipped' was removed or renamed. Breaks clients that handle 'message'.",
            output,
            StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> BuildAsync(string folder, params IEnumerable<string> more)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "-v:q", "-nodeReuse:false", .. more]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["UseSharedCompilation"] = "true";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output + await errors);
    }
}
