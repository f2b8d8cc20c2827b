using System.Text.RegularExpressions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Testing.Tests.Guide;

/// <summary>
/// The guide and the package's README show the tests of this folder, and the shop that they test, to the letter, so that their code is
/// compiled and run.
/// </summary>
public sealed partial class GuideCodeTests
{
    private const int MaxStatements = 5;

    private static readonly string _guide = Repository.Read("docs/guides/testing.md");

    private static readonly string _tests = Unindent(string.Concat(
        new[] { Path.Combine("Sisk.Sse.Testing.Tests", "Guide"), "Sisk.Sse.Testing.Shop" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, "tests", folder), "*.cs"))
            .Select(file => Namespace().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), ""))));

    public static TheoryData<string> Blocks =>
        [.. CSharpBlock().Matches(_guide + Repository.Read("src/Sisk.Sse.Testing/README.md")).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Code_of_the_guide_is_code_of_this_folder_or_of_the_shop(string block) =>
        Assert.Contains(Unindent(block), _tests, StringComparison.Ordinal);

    [Fact]
    public void Tests_of_the_guide_have_at_most_five_lines()
    {
        var bodies =
            TestBody().Matches(_guide).Select(match => match.Groups[1].Value.Split('\n').Count(line => line.Trim().Length > 0)).ToList();

        Assert.Equal(10, bodies.Count);
        Assert.All(bodies, lines => Assert.InRange(lines, 1, MaxStatements));
    }

    private static string Unindent(string text) => Indent().Replace(text.ReplaceLineEndings("\n"), "");

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"\[Fact\]\n\s*public async Task \w+\(\)\n\s*\{\n(.*?)\n\s*\}\n", RegexOptions.Singleline)]
    private static partial Regex TestBody();

    /// <summary>The files of a reader have other namespaces, or none.</summary>
    [GeneratedRegex("^namespace .+;\n\n", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indent();
}
