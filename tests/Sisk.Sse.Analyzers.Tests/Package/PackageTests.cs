using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The packages as a user meets them: added to a new web project, built and run.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Version = "1.0.0-packagetest";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sisk-sse-package-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Where ASP.NET Core's own generator writes the minimal APIs, as for native AOT, it has to see ours.</summary>
    [Fact]
    public async Task A_new_web_project_with_the_packages_sends_events_also_from_a_generated_minimal_api_and_describes_them()
    {
        await PackAsync();
        CheckContents();
        var project = await CreateProjectAsync();
        var build = new AheadBuild(project);
        await build.RunAsync("-warnaserror");
        var (events, description) = await AskAsync(project);
        Assert.Equal(["data: {\"number\":1}", "data: {\"number\":2}"], events);
        Assert.Equal("A stream of server-sent events: `tick` (`Tick`).", description);
        await build.CompilesNothingWhereNothingHasChangedAsync();
        await build.ReportsAMistakeOnceAsync();
        await build.IsGoneAfterCleanAndLeavesDesignTimeAloneAsync();
    }

    private static string Configuration =>
        typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string RestoredPackages =>
        typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RestoredPackages").Value!;

    /// <summary>All in one run of MSBuild, most of which is its start.</summary>
    private async Task PackAsync()
    {
        var source = Path.Combine(Repository.Root, "src");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "pack.proj"), $"""
            <Project>
              <ItemGroup><Packed Include="{source}/*.Abstractions/*.csproj;{source}/*.Runtime/*.csproj;{source}/*.OpenApi/*.csproj;{source}/*.Redis/*.csproj" /></ItemGroup>
              <Target Name="Pack"><MSBuild Projects="@(Packed)" Targets="Pack" /></Target>
            </Project>
            """, TestContext.Current.CancellationToken);
        await Tool.RunAsync(
            _folder.FullName,
            "msbuild", "pack.proj", "-t:Pack", "-v:q", "-m:1", "-p:NoBuild=true", "-p:Configuration=" + Configuration,
            "-p:PackageOutputPath=" + _folder.FullName, "-p:PackageVersion=" + Version);
    }

    private void CheckContents()
    {
        var package = PackedFiles.Read(_folder.FullName, "Sisk.Sse", Version);
        Assert.Equal(
            ["analyzers/dotnet/cs/Sisk.Sse.CodeFixes.dll", "analyzers/dotnet/cs/Sisk.Sse.Generators.dll", "lib/net10.0/Sisk.Sse.dll", "tools/Sisk.Sse.Build.dll"],
            package.Assemblies);
        Assert.Superset(new HashSet<string> { "README.md", "LICENSE", "lib/net10.0/Sisk.Sse.xml" }, package.Files.ToHashSet());
        Assert.Equal(["Sisk.Sse.Abstractions"], package.Dependencies);

        var abstractions = PackedFiles.Read(_folder.FullName, "Sisk.Sse.Abstractions", Version);
        Assert.Equal(["lib/netstandard2.0/Sisk.Sse.Abstractions.dll"], abstractions.Assemblies);
        Assert.Empty(abstractions.Dependencies);

        // Nothing of Sisk.Sse is copied, and nothing of it kept back: who adds one of these alone has its generator as well.
        var openApi = PackedFiles.Read(_folder.FullName, "Sisk.Sse.OpenApi", Version);
        Assert.Equal(["lib/net10.0/Sisk.Sse.OpenApi.dll"], openApi.Assemblies);
        Assert.Superset(new HashSet<string> { "README.md", "LICENSE", "lib/net10.0/Sisk.Sse.OpenApi.xml" }, openApi.Files.ToHashSet());
        Assert.Equal(["Microsoft.AspNetCore.OpenApi", "Sisk.Sse"], openApi.Dependencies);

        var redis = PackedFiles.Read(_folder.FullName, "Sisk.Sse.Redis", Version);
        Assert.Equal(["lib/net10.0/Sisk.Sse.Redis.dll"], redis.Assemblies);
        Assert.Superset(new HashSet<string> { "scale-out.md", "LICENSE", "lib/net10.0/Sisk.Sse.Redis.xml" }, redis.Files.ToHashSet());
        Assert.Equal(["Sisk.Sse", "StackExchange.Redis Build,Analyzers"], redis.Dependencies);
    }

    private async Task<string> CreateProjectAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder.FullName}/packages" /></config>
              <packageSources><clear /><add key="local" value="{_folder.FullName}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{RestoredPackages}" /></fallbackPackageFolders>
            </configuration>
            """, TestContext.Current.CancellationToken);
        await Tool.RunAsync(_folder.FullName, "new", "web", "-n", "Shop", "--no-restore");
        var project = Path.Combine(_folder.FullName, "Shop");
        await Tool.RunAsync(project, "add", "package", "Sisk.Sse", "--version", Version, "--no-restore");
        await EditAsync(Path.Combine(project, "Shop.csproj"), static text => text.Replace(
            "<PackageReference",
            $"""<PackageReference Include="Sisk.Sse.OpenApi" Version="{Version}" /><PackageReference""",
            StringComparison.Ordinal));
        await EditAsync(Path.Combine(project, "Program.cs"), static text => "using Sisk.Sse;\nusing Sisk.Sse.OpenApi;\n" + text
            .Replace("var app =", """
                builder.Services.AddEventStreams();
                builder.Services.AddOpenApi(options => options.AddEventStreams());
                var app =
                """, StringComparison.Ordinal)
            .Replace("app.Run", """
                app.MapEventStreams();
                app.MapOpenApi();
                app.MapPost("/ticks/{number:int}", async (int number, TicksBroadcaster ticks) => await ticks.BroadcastTickAsync(new(number)));
                app.Run
                """, StringComparison.Ordinal) + """

            public sealed class Ticks
            {
                [RouteGet("/ticks")]
                public EventStream<Tick> Watch() => new() { First = [new Tick(1)] };
            }

            [EventName("tick")]
            public sealed record Tick(int Number);
            """);
        return project;
    }

    private static async Task EditAsync(string file, Func<string, string> edit) => await File.WriteAllTextAsync(
        file, edit(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

    private static async Task<(string?[] Events, string? Description)> AskAsync(string project)
    {
        var start = Tool.Dotnet(project, Path.Combine("bin", "Debug", "net10.0", "Shop.dll"));
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var application = Process.Start(start)!;
        try
        {
            const string Listening = "Now listening on: ";
            var line = await ReadUntilAsync(application.StandardOutput, l => l.Contains(Listening, StringComparison.Ordinal));
            Assert.NotNull(line);
            using var client = new HttpClient { BaseAddress = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim()) };
            using var stream = new StreamReader(await client.GetStreamAsync("/ticks", TestContext.Current.CancellationToken));
            var first = await ReadUntilAsync(stream, IsData);
            using var answer = await client.PostAsync("/ticks/2", content: null, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            return ([first, await ReadUntilAsync(stream, IsData)], await ReadDescriptionAsync(client));
        }
        finally
        {
            application.Kill(entireProcessTree: true);
            await application.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string?> ReadDescriptionAsync(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("paths").GetProperty("/ticks").GetProperty("get")
            .GetProperty("responses").GetProperty("200").GetProperty("description").GetString();
    }

    private static bool IsData(string line) => line.StartsWith("data:", StringComparison.Ordinal);

    private static async Task<string?> ReadUntilAsync(StreamReader reader, Func<string, bool> isWanted)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (isWanted(line))
            {
                return line;
            }
        }

        return null;
    }
}
