using System.Text.RegularExpressions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Layers;

/// <summary>Doc comments begin as those of .NET do, never with a clause such as "What ..." or "Whether ...".</summary>
public sealed partial class DocCommentTests
{
    private static readonly string[] _folders = ["src", "tests", "samples", "benchmarks"];

    /// <summary>The paths of files that are not the repository's.</summary>
    [GeneratedRegex(@"[\\/](?:obj|bin|node_modules)[\\/]")]
    internal static partial Regex Built();

    [Fact]
    public void No_doc_comment_begins_with_a_noun_clause()
    {
        var files = _folders.SelectMany(
            static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !Built().IsMatch(file));

        var found = files.SelectMany(static file => Clause().Matches(File.ReadAllText(file))
            .Select(match => $"{Path.GetFileName(file)}: {match.Value.Trim()}"));

        Assert.Empty(found);
    }

    /// <summary>The first words of an element, on its line or on the next.</summary>
    [GeneratedRegex(@"^\s*///\s*<(?:summary|returns|value|param|typeparam|exception)\b[^>]*>(?:\s*///)?\s*(?:What|Whether|How|Where|Who|Whom|When|Which|Why)\s.*$", RegexOptions.Multiline)]
    private static partial Regex Clause();
}
