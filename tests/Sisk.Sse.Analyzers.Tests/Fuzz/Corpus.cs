using System.Text.RegularExpressions;
using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Fuzz;

/// <summary>
/// The code with event streams in the repository: samples, the README, the pages, the sources of other tests, and the seeds.
/// </summary>
internal static partial class Corpus
{
    private static readonly Lazy<string[]> _all = new(Read);

    public static string[] All => _all.Value;

    private static string[] Read()
    {
        var samples = Files("samples", "*.cs").Select(File.ReadAllText);
        var pages = Files("docs", "*.md").Append(Path.Combine(Repository.Root, "README.md"))
            .SelectMany(file => Fenced().Matches(File.ReadAllText(file))).Select(match => match.Groups["code"].Value);
        var tests = Files("tests", "*Tests.cs")
            .SelectMany(file => RawText().Matches(File.ReadAllText(file)))
            .Select(match => Markup.Parse(match.Groups["code"].Value, "none").Text);
        return [.. samples.Concat(pages).Concat(tests).Where(code => Route().IsMatch(code)).Concat(Seeds.All).Distinct()];
    }

    /// <summary>In an order that is the same on every machine.</summary>
    private static IEnumerable<string> Files(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fenced();

    /// <summary>Raw strings without interpolation.</summary>
    [GeneratedRegex("(?<!\\$)\"\"\"\n(?<code>.*?)\n *\"\"\"", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex(@"\[[^\]]*Route(Get|Post)\(")]
    private static partial Regex Route();
}
