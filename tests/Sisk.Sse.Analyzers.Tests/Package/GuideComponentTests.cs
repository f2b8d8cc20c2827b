using System.Diagnostics;
using System.Text.RegularExpressions;
using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The components of the guides as a reader pastes them into a project with the packages.</summary>
public sealed partial class GuideComponentTests(PackageFeed feed)
{
    private const string Server = "docs/guides/subscribe-in-process.md";
    private const string Client = "docs/guides/clients-blazor.md";

    /// <summary>
    /// In one build, as of a Blazor Web App: the client is built before the server, and the library of the streams writes the contract. The
    /// server renders a page in advance. If its component were awaited there, the page would never arrive.
    /// </summary>
    [Fact]
    public async Task Components_build_together_and_that_of_the_server_does_not_delay_its_page()
    {
        await feed.PackAsync();
        var root = Directory.CreateDirectory(Path.Combine(feed.Folder, "GuideBlazor")).FullName;
        await WriteLibraryAsync(Path.Combine(root, "Shop.Streams"));
        await WriteClientAsync(Path.Combine(root, "Shop.Client"));
        var server = Path.Combine(root, "GuideServer");
        await WriteServerAsync(server);

        await Tool.RunAsync(server, "build", "-v:q", "-warnaserror");

        Assert.Contains("<p>on its way</p>", await GetPageAsync(server), StringComparison.Ordinal);
    }

    private static async Task WriteLibraryAsync(string project)
    {
        var contract = Block(Client, "xml", "EventStreamContractFile");
        await WriteAsync(project, "Shop.Streams.csproj", ProjectFile("Microsoft.NET.Sdk", "Sisk.Sse", contract));
        await WriteAsync(project, "OrderEvents.cs", "using Sisk.Sse;\n" + Block(Server, "csharp", "class OrderEvents"));
    }

    private static async Task WriteClientAsync(string project)
    {
        await WriteAsync(project, "Shop.Client.csproj", ProjectFile("Microsoft.NET.Sdk.Razor", "Sisk.Sse.Client", $"""
            {Block(Client, "xml", "ReferenceOutputAssembly")}
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
              </ItemGroup>
            """));
        await WriteAsync(project, "_Imports.razor", """
            @using Microsoft.AspNetCore.Components
            @using Microsoft.AspNetCore.Components.Web
            """);
        await WriteAsync(project, "ShopStreams.cs", TickServer.Client);
        await WriteAsync(project, "OrderView.razor", Block(Client, "razor", "@inject"));
        var uses = Block(Client, "razor", "@key") + Block(Client, "razor", "prerender");
        await WriteAsync(project, "Page.razor", uses + "@code { private int id = 42; }");
    }

    private static async Task WriteServerAsync(string project)
    {
        await WriteAsync(project, "GuideServer.csproj", ProjectFile("Microsoft.NET.Sdk.Web", "Sisk.Sse", """
              <ItemGroup>
                <ProjectReference Include="../Shop.Streams/Shop.Streams.csproj" />
                <ProjectReference Include="../Shop.Client/Shop.Client.csproj" ReferenceOutputAssembly="false" />
              </ItemGroup>
            """));
        await WriteAsync(project, "_Imports.razor", """
            @using Microsoft.AspNetCore.Components
            @using static Microsoft.AspNetCore.Components.Web.RenderMode
            """);
        await WriteAsync(project, "OrderView.razor", Block(Server, "razor", "@inject"));
        await WriteAsync(project, "App.razor", """
            @page "/"
            <!DOCTYPE html>
            <html><body><OrderView OrderId="42" /></body></html>
            """);
        await WriteAsync(project, "Program.cs", """
            using Sisk.Sse;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorComponents().AddInteractiveServerComponents();
            builder.Services.AddEventStreams();
            var app = builder.Build();
            app.UseAntiforgery();
            app.MapEventStreams();
            app.MapRazorComponents<GuideServer.App>().AddInteractiveServerRenderMode();
            app.Run();
            """);
    }

    private static async Task<string> GetPageAsync(string project)
    {
        var start = Tool.Dotnet(project, Path.Combine("bin", "Debug", "net10.0", "GuideServer.dll"));
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var application = Process.Start(start)!;
        try
        {
            Match address;
            do
            {
                var line = await application.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                Assert.NotNull(line);
                address = Address().Match(line);
            }
            while (!address.Success);

            using var client = new HttpClient();
            return await client.GetStringAsync(address.Value, TestContext.Current.CancellationToken);
        }
        finally
        {
            application.Kill(entireProcessTree: true);
            await application.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string ProjectFile(string sdk, string package, string items) => $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{package}" Version="{PackageFeed.Version}" />
          </ItemGroup>
        {items}
        </Project>
        """;

    private static string Block(string document, string language, string part) => Regex
        .Matches(Repository.Read(document), $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(match => match.Groups[1].Value).Single(block => block.Contains(part, StringComparison.Ordinal));

    private static Task WriteAsync(string project, string file, string text)
    {
        Directory.CreateDirectory(project);
        return File.WriteAllTextAsync(Path.Combine(project, file), text, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"(?<=Now listening on: )\S+")]
    private static partial Regex Address();
}
