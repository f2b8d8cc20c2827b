using System.Text.RegularExpressions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>The links of all documents, the length of sentences in the README and the guides, and the options in the reference.</summary>
public sealed partial class DocumentTests
{
    private const int MaxWords = 30;

    public static TheoryData<string> Documents =>
        [.. Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Relative_links_lead_to_files_and_headings(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var links = Link().Matches(Code().Replace(Repository.Read(document), "")).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

        Assert.DoesNotContain(links, target => !Leads(folder, Path.Combine(Repository.Root, document), target));
    }

    /// <summary>A message may end in a link to a document. Users of a package have no other way to it.</summary>
    [Fact]
    public void Messages_name_documents_by_links_that_lead_there()
    {
        const string Site = "https://github.com/sisk-http/sisk-sse/blob/main/";
        var source = Path.Combine(Repository.Root, "src");
        var named = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => DocumentName().Matches(line).Select(match => match.Value))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name =>
        {
            Assert.StartsWith(Site, name, StringComparison.Ordinal);
            Assert.True(Leads(Repository.Root, "", name[Site.Length..]), name);
        });
    }

    [Fact]
    public void Sentences_of_the_README_and_the_guides_have_at_most_30_words()
    {
        var guides = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "guides"), "*.md");

        var sentences = guides.Append(Path.Combine(Repository.Root, "README.md"))
            .SelectMany(path => Sentences(File.ReadAllText(path)), (path, sentence) => (File: Path.GetFileName(path), Sentence: sentence));

        Assert.DoesNotContain(sentences, found => CountWords(found.Sentence) > MaxWords);
    }

    [Theory]
    [InlineData("Sisk.Sse.Runtime", "EventStreamOptions")]
    [InlineData("Sisk.Sse.Runtime", "HistoryOptions")]
    [InlineData("Sisk.Sse.Runtime", "EventStreamRouteAttribute")]
    [InlineData("Sisk.Sse.Runtime", "EventHistoryAttribute")]
    [InlineData("Sisk.Sse.Runtime", "HttpStreamPingPolicy")]
    [InlineData("Sisk.Sse.Runtime", "EventLogOptions")]
    [InlineData("Sisk.Sse.Redis", "RedisEventStreamOptions")]
    [InlineData("Sisk.Sse.PostgreSql", "PostgreSqlEventStreamOptions")]
    public void Reference_lists_every_option_of(string project, string type)
    {
        var reference = Repository.Read("docs/reference/options.md");
        var surface = Repository.Read($"src/{project}/PublicAPI.Shipped.txt") + Repository.Read($"src/{project}/PublicAPI.Unshipped.txt");
        var options = Regex.Matches(surface, $@"^Sisk\.Sse\.{type}\.(?<name>\w+)\.set ->", RegexOptions.Multiline)
            .Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(options);
        Assert.DoesNotContain(options, name => !reference.Contains($"| `{name}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void Contributing_packs_every_package()
    {
        var packed =
            Regex.Match(Repository.Read("CONTRIBUTING.md"), "^for project in (.+); do$", RegexOptions.Multiline).Groups[1].Value.Split(' ');

        Assert.Equal(
            PackageFeed.Packages.Select(package => package == "Sisk.Sse" ? "Sisk.Sse.Runtime" : package).Order(),
            packed.Select(project => "Sisk.Sse." + project).Order());
    }

    private static bool Leads(string folder, string document, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? document : Path.GetFullPath(Path.Combine(folder, parts[0]));
        return parts.Length == 1
            ? File.Exists(path) || Directory.Exists(path)
            : File.Exists(path) && Anchors(File.ReadAllText(path)).Contains(parts[1]);
    }

    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(Code().Replace(text, "")).Select(match => Anchor(match.Groups["text"].Value));

    /// <summary>Returns the anchor that GitHub gives a heading.</summary>
    private static string Anchor(string heading) => NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    /// <summary>Returns the sentences of a document, with each list item and table cell by itself.</summary>
    private static IEnumerable<string> Sentences(string text)
    {
        var prose = Code().Replace(text, "\n\n");
        var blocks = BlockEnd().Split(InlineCode().Replace(prose, "code"));
        return blocks.SelectMany(block => SentenceEnd().Split(block.ReplaceLineEndings(" ")));
    }

    private static int CountWords(string sentence) => Word().Count(sentence);

    [GeneratedRegex(@"[^""\s]*docs/[\w/.#-]*\w")]
    private static partial Regex DocumentName();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\n\s*\n|\n(?=\s*([-*#>]|\d+\.) )|\||\n(?=#)")]
    private static partial Regex BlockEnd();

    [GeneratedRegex(@"(?<=[.!?][)""*_]*)\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[^\s]*[\p{L}\p{N}][^\s]*")]
    private static partial Regex Word();
}
