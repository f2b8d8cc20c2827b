using System.Diagnostics;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>
/// Sisk.Sse.Client in WebAssembly: added to a new project, built with the SDK alone, and run in Node.js against a server.
/// </summary>
public sealed class WebAssemblyTests(PackageFeed feed)
{
    private const string Restore = "dotnet restore tests/tools/webassembly";

    [Fact]
    public async Task New_WebAssembly_project_reads_a_typed_stream()
    {
        Needed.Program("apt-get install nodejs", "node");
        Needed.RestoredPackage(PackageFeed.RestoredPackages, "microsoft.net.sdk.webassembly.pack", Restore);
        Needed.RestoredPackage(PackageFeed.RestoredPackages, "microsoft.netcore.app.runtime.mono.browser-wasm", Restore);
        await feed.PackAsync();
        var project = await CreateProjectAsync();
        await Tool.RunAsync(project, "build", "-v:q", "-warnaserror");

        await using var server = await TickServer.StartAsync();
        using var program = Process.Start(new ProcessStartInfo("node", ["main.mjs", server.Urls.Single()])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
        })!;
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("tick 7", output, StringComparison.Ordinal);
        Assert.Equal(0, program.ExitCode);
    }

    private async Task<string> CreateProjectAsync()
    {
        var project = Directory.CreateDirectory(Path.Combine(feed.Folder, "Wasm")).FullName;
        await TickServer.WriteClientAsync(project);
        await WriteAsync("Wasm.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.WebAssembly">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Sisk.Sse.Client" Version="{PackageFeed.Version}" />
                <AdditionalFiles Include="streams.json" />
              </ItemGroup>
            </Project>
            """);
        await WriteAsync("Program.cs", """
            using var http = new HttpClient { BaseAddress = new Uri(args[0]) };
            await foreach (var tick in new ShopStreams(http).Ticks.WatchAsync())
            {
                Console.WriteLine($"tick {tick.Number}");
                break;
            }
            """);
        await WriteAsync("main.mjs", """
            import { dotnet } from "./bin/Debug/net10.0/wwwroot/_framework/dotnet.js";
            process.exit(await dotnet.withApplicationArguments(...process.argv.slice(2)).run());
            """);
        return project;

        Task WriteAsync(string file, string text) =>
            File.WriteAllTextAsync(Path.Combine(project, file), text, TestContext.Current.CancellationToken);
    }
}
