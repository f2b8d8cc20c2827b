using System.Diagnostics;
using System.Text.Json;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The packages as a user meets them: added to a new web project, built and run.</summary>
public sealed class PackageTests(PackageFeed feed)
{
    private const string Version = PackageFeed.Version;

    /// <summary>
    /// ASP.NET Core's own generator, which writes minimal APIs for native AOT, has to see the code of this library's generator. As there, nothing
    /// is serialized by reflection.
    /// </summary>
    [Fact]
    public async Task A_new_web_project_with_the_packages_sends_events_also_from_a_generated_minimal_api_and_describes_them()
    {
        await feed.PackAsync();
        var project = await CreateProjectAsync();
        var build = new AheadBuild(project);
        await build.RunAsync("-warnaserror", "-p:GenerateDocumentationFile=false");
        await build.RunAsync("-warnaserror");
        var (events, description) = await AskAsync(project);
        Assert.Equal(["data: {\"number\":1}", "data: {\"number\":2}"], events);
        Assert.Equal("Watches the clock.", description.GetProperty("summary").GetString());
        Assert.Equal(
            "A stream of server-sent events: `tick` (`Tick`).",
            description.GetProperty("responses").GetProperty("200").GetProperty("description").GetString());
        Assert.True(description.GetProperty("responses").TryGetProperty("400", out _));
        await build.CompilesNothingWhereNothingHasChangedAsync();
        await build.ReportsAMistakeOnceAsync();
        await build.IsGoneAfterCleanAndLeavesDesignTimeAloneAsync();
    }

    private async Task<string> CreateProjectAsync()
    {
        await Tool.RunAsync(feed.Folder, "new", "web", "-n", "Shop", "--no-restore");
        var project = Path.Combine(feed.Folder, "Shop");
        await Tool.RunAsync(project, "add", "package", "Sisk.Sse", "--version", Version, "--no-restore");
        await EditAsync(Path.Combine(project, "Shop.csproj"), static text => text
            .Replace(
                "<PackageReference",
                $"""<PackageReference Include="Sisk.Sse.OpenApi" Version="{Version}" /><PackageReference Include="Sisk.Sse.Redis" Version="{Version}" /><PackageReference""",
                StringComparison.Ordinal)
            .Replace("</PropertyGroup>", """
                  <GenerateDocumentationFile>true</GenerateDocumentationFile>
                  <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
                </PropertyGroup>
                """, StringComparison.Ordinal));
        await EditAsync(Path.Combine(project, "Program.cs"), static text => "using Sisk.Sse;\nusing Sisk.Sse.OpenApi;\n" + text
            .Replace("var app =", """
                builder.Services.AddEventStreams();
                builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TickJson.Default));
                builder.Services.AddOpenApi(options => options.AddEventStreams());
                var app =
                """, StringComparison.Ordinal)
            .Replace("app.Run", """
                app.MapEventStreams();
                app.MapOpenApi();
                app.MapPost("/ticks/{number:int}", async (int number, TicksBroadcaster ticks) => await ticks.BroadcastTickAsync(new(number)));
                app.Run
                """, StringComparison.Ordinal));

        // Folders have such names, too.
        var folder = Directory.CreateDirectory(Path.Combine(project, "The shop's streams; all of them"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Ticks.cs"), """
            using Sisk.Sse;

            /// <summary>The streams of the clock.</summary>
            public sealed class Ticks
            {
                /// <summary>Watches the clock.</summary>
                [RouteGet("/ticks")]
                public EventStream<Tick> Watch(int from = 1) => new() { First = [new Tick(from)] };
            }

            /// <summary>A tick.</summary>
            /// <param name="Number">The number of ticks so far.</param>
            [EventName("tick")]
            public sealed record Tick(int Number);

            [System.Text.Json.Serialization.JsonSerializable(typeof(Tick))]
            internal sealed partial class TickJson : System.Text.Json.Serialization.JsonSerializerContext;
            """, TestContext.Current.CancellationToken);
        return project;
    }

    private static async Task EditAsync(string file, Func<string, string> edit) => await File.WriteAllTextAsync(
        file, edit(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

    private static async Task<(string?[] Events, JsonElement Description)> AskAsync(string project)
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

    private static async Task<JsonElement> ReadDescriptionAsync(HttpClient client)
    {
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("paths").GetProperty("/ticks").GetProperty("get").Clone();
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
