using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The package as a user meets it: added to a new web project, built and run.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Version = "1.0.0-packagetest";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sisk-sse-package-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Where ASP.NET Core's own generator writes the minimal APIs, as for native AOT, it has to see ours.</summary>
    [Fact]
    public async Task A_new_web_project_with_the_package_sends_events_also_from_a_minimal_api_that_is_generated()
    {
        await PackAsync();
        CheckContents();
        var project = await CreateProjectAsync();
        await Tool.RunAsync(project, "build", "-warnaserror", "-v:q", "-p:EnableRequestDelegateGenerator=true");
        Assert.Equal(["data: {\"number\":1}", "data: {\"number\":2}"], await ReadEventsAsync(project));
    }

    private static string Configuration =>
        typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private Task PackAsync() => Tool.RunAsync(
        Path.Combine(Repository.Root, "src", "Sisk.Sse.Runtime"),
        "pack", "--no-build", "-c", Configuration, "-o", _folder.FullName, "-p:PackageVersion=" + Version);

    private void CheckContents()
    {
        using var package = ZipFile.OpenRead(Path.Combine(_folder.FullName, $"Sisk.Sse.{Version}.nupkg"));
        var files = package.Entries.Select(entry => entry.FullName).ToArray();
        Assert.Equal(
            ["analyzers/dotnet/cs/Sisk.Sse.CodeFixes.dll", "analyzers/dotnet/cs/Sisk.Sse.Generators.dll", "lib/net10.0/Sisk.Sse.dll"],
            files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("README.md", files);
        Assert.Contains("LICENSE", files);
        Assert.Contains("lib/net10.0/Sisk.Sse.xml", files);

        using var specification = package.GetEntry("Sisk.Sse.nuspec")!.Open();
        Assert.DoesNotContain(XDocument.Load(specification).Descendants(), element => element.Name.LocalName == "dependency");
    }

    private async Task<string> CreateProjectAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder.FullName}/packages" /></config>
              <packageSources><clear /><add key="local" value="{_folder.FullName}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """, TestContext.Current.CancellationToken);
        await Tool.RunAsync(_folder.FullName, "new", "web", "-n", "Shop", "--no-restore");
        var project = Path.Combine(_folder.FullName, "Shop");
        await Tool.RunAsync(project, "add", "package", "Sisk.Sse", "--version", Version, "--no-restore");

        var program = Path.Combine(project, "Program.cs");
        var text = await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(program, "using Sisk.Sse;\n" + text
            .Replace("var app =", "builder.Services.AddEventStreams();\nvar app =", StringComparison.Ordinal)
            .Replace("app.Run", """
                app.MapEventStreams();
                app.MapPost("/ticks/{number:int}", async (int number, TicksBroadcaster ticks) => await ticks.BroadcastTickAsync(new(number)));
                app.Run
                """, StringComparison.Ordinal) + """

            public sealed class Ticks
            {
                [RouteGet("/ticks")]
                public EventStream<Tick> Watch() => new() { First = [new Tick(1)] };
            }

            public sealed record Tick(int Number);
            """, TestContext.Current.CancellationToken);
        return project;
    }

    private static async Task<string?[]> ReadEventsAsync(string project)
    {
        var start = Tool.Dotnet(project, Path.Combine("bin", "Debug", "net10.0", "Shop.dll"));
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var application = Process.Start(start)!;
        try
        {
            const string Listening = "Now listening on: ";
            var line = await ReadUntilAsync(application.StandardOutput, l => l.Contains(Listening, StringComparison.Ordinal));
            using var client = new HttpClient();
            Assert.NotNull(line);
            var address = line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim() + "/ticks";
            using var stream = new StreamReader(await client.GetStreamAsync(address, TestContext.Current.CancellationToken));
            var first = await ReadUntilAsync(stream, IsData);
            using var answer = await client.PostAsync(address + "/2", content: null, TestContext.Current.CancellationToken);
            answer.EnsureSuccessStatusCode();
            return [first, await ReadUntilAsync(stream, IsData)];
        }
        finally
        {
            application.Kill(entireProcessTree: true);
            await application.WaitForExitAsync(CancellationToken.None);
        }
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
