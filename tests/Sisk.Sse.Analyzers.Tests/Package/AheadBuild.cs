using System.Text.RegularExpressions;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>
/// A project in which ASP.NET Core's generator is on, so that the package compiles ahead for ours to be seen. What one expects of any build
/// holds all the same. One run of MSBuild for each question, in this order.
/// </summary>
internal sealed partial class AheadBuild(string project)
{
    private readonly DirectoryInfo _made = new(Path.Combine(project, "obj", "Debug", "net10.0"));
    private readonly string _compiled = Path.Combine(project, "obj", "Debug", "net10.0", "Shop.dll");

    internal Task RunAsync(params IEnumerable<string> more) => Tool.RunAsync(project, Arguments("build", more));

    internal async Task CompilesNothingWhereNothingHasChangedAsync()
    {
        var (compiled, before) = (File.GetLastWriteTimeUtc(_compiled), MadeAhead());
        Assert.Contains("Shop.sse.stamp", before.Keys);
        Assert.Contains(before.Keys, file => file.EndsWith("/Ticks.g.cs", StringComparison.Ordinal));

        await RunAsync("--no-restore");

        Assert.Equal(compiled, File.GetLastWriteTimeUtc(_compiled));
        Assert.Equal(before, MadeAhead());
    }

    internal async Task ReportsAMistakeOnceAsync()
    {
        await File.AppendAllTextAsync(
            Path.Combine(project, "Program.cs"), "\n#warning Careful\npublic static class Mistaken { public static Missing Value => null; }\n", TestContext.Current.CancellationToken);

        var (exitCode, output) = await Tool.TryAsync(project, Arguments("msbuild", ["-t:Build", "-clp:NoSummary"]));

        Assert.NotEqual(0, exitCode);
        var messages = Message().Matches(output).Select(found => found.Value).Order();
        Assert.True(messages.SequenceEqual(["error CS0246", "warning CS1030"]), output);
    }

    internal async Task IsGoneAfterCleanAndLeavesDesignTimeAloneAsync()
    {
        Assert.NotEmpty(MadeAhead());

        await Tool.RunAsync(
            project, Arguments(
                "msbuild",
                ["-t:Clean;Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"]));

        Assert.Empty(MadeAhead());
    }

    private static IEnumerable<string> Arguments(string command, IEnumerable<string> more) =>
        [command, "-v:q", "-p:EnableRequestDelegateGenerator=true", .. more];

    /// <summary>The files of the compilation ahead, and when they were written.</summary>
    private SortedDictionary<string, DateTime> MadeAhead() => new(
        _made.GetFiles("*", SearchOption.AllDirectories)
            .Where(file => file.FullName.Contains(".sse", StringComparison.Ordinal) || file.FullName.Contains("/generated/", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(_made.FullName, file.FullName), file => file.LastWriteTimeUtc),
        StringComparer.Ordinal);

    [GeneratedRegex(@"\b(error|warning) [A-Z]+\d+")]
    private static partial Regex Message();
}
