using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The template as a user meets it: installed from the package, created, built, and its tests run.</summary>
public sealed class TemplateTests(PackageFeed feed)
{
    /// <summary>A class of the template, a word that C# reserves, and characters that a namespace cannot have.</summary>
    private const string Name = "Message.class.2-go";

    [Fact]
    public async Task New_application_builds_without_warnings_and_its_tests_pass()
    {
        await feed.PackAsync();
        var hive = Path.Combine(feed.Folder, "hive");
        var name = Path.Combine(feed.Folder, Name);

        await Tool.RunAsync(feed.Folder, "new", "install", $"Sisk.Sse.Templates.{PackageFeed.Version}.nupkg", "--debug:custom-hive", hive);
        await Tool.RunAsync(feed.Folder, "new", "sisk-sse", "-o", Name, "--debug:custom-hive", hive);
        await Tool.RunAsync(name, "build", "-v:q", "-warnaserror");
        var (exitCode, output) = await Tool.TryAsync(Path.Combine(name, Name + ".Tests"), "run", "--no-build");

        Assert.True(exitCode == 0, output);
        Assert.Contains("Total: 2, Errors: 0, Failed: 0", output, StringComparison.Ordinal);
    }
}
