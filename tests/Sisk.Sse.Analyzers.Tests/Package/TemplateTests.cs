using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The template as a user meets it: installed from the package, created, built, and its tests run.</summary>
public sealed class TemplateTests(PackageFeed feed)
{
    [Fact]
    public async Task New_application_builds_without_warnings_and_its_tests_pass()
    {
        await feed.PackAsync();
        var hive = Path.Combine(feed.Folder, "hive");
        var name = Path.Combine(feed.Folder, "My-Rooms");

        await Tool.RunAsync(feed.Folder, "new", "install", $"Sisk.Sse.Templates.{PackageFeed.Version}.nupkg", "--debug:custom-hive", hive);
        await Tool.RunAsync(feed.Folder, "new", "sisk-sse", "-o", "My-Rooms", "--debug:custom-hive", hive);
        await Tool.RunAsync(name, "build", "-v:q", "-warnaserror");
        var (exitCode, output) = await Tool.TryAsync(Path.Combine(name, "My-Rooms.Tests"), "run", "--no-build");

        Assert.True(exitCode == 0, output);
        Assert.Contains("Total: 2, Errors: 0, Failed: 0", output, StringComparison.Ordinal);
    }
}
