using System.Diagnostics;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>
/// Sisk.Sse.Client as a user meets it: added to a new worker, published as a native executable, and run against a server.
/// </summary>
public sealed class NativeWorkerTests(PackageFeed feed)
{
    private const string Worker = """
        public class Worker(IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                using var http = new HttpClient { BaseAddress = new Uri(configuration["server"]!) };
                await foreach (var tick in new ShopStreams(http).Ticks.WatchAsync(cancellationToken: ct))
                {
                    Console.WriteLine($"tick {tick.Number}");
                    break;
                }

                lifetime.StopApplication();
            }
        }
        """;

    [Fact]
    public async Task New_worker_is_published_as_a_native_executable_and_reads_a_typed_stream()
    {
        Needed.Program("apt-get install gcc libc6-dev zlib1g-dev", "clang", "gcc");
        Needed.RestoredPackage(
            PackageFeed.RestoredPackages, "microsoft.dotnet.ilcompiler", "dotnet publish samples/LiveBoard -p:PublishAot=true");
        await feed.PackAsync();
        var project = await CreateProjectAsync();
        await Tool.RunAsync(project, "publish", "-c", "Debug", "-v:q", "-warnaserror", "-o", "published");

        await using var server = await TickServer.StartAsync();
        using var worker = Process.Start(new ProcessStartInfo(
            Path.Combine(project, "published", "Reader"), ["--server", server.Urls.Single()])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await worker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, worker.ExitCode);
        Assert.Contains("tick 7", output, StringComparison.Ordinal);
    }

    private async Task<string> CreateProjectAsync()
    {
        var project = Path.Combine(feed.Folder, "Reader");
        await Tool.RunAsync(feed.Folder, "new", "worker", "-n", "Reader", "--no-restore");
        await File.WriteAllTextAsync(Path.Combine(project, "Reader.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Worker">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <!-- In place of the package with the host, which not every machine has restored. -->
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="Sisk.Sse.Client" Version="{PackageFeed.Version}" />
                <AdditionalFiles Include="streams.json" />
              </ItemGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        var program = Path.Combine(project, "Program.cs");
        await File.WriteAllTextAsync(
            program,
            (await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken)).Replace(
                "using Reader;", "", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(project, "Worker.cs"), Worker, TestContext.Current.CancellationToken);
        await TickServer.WriteClientAsync(project);
        return project;
    }
}
