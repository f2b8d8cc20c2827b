using System.Text.RegularExpressions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Package;

/// <summary>
/// Each row of docs/reference/conformance.md has tests: of the server's side, and of both clients where clients are concerned. Tests that
/// this table and that of Redis' failures name exist.
/// </summary>
public sealed partial class ConformanceTests
{
    private const int LastParserRow = 17;
    private const int LastClientRow = 22;
    private const int LastEncoderRow = 8;

    private static readonly string _document = Repository.Read("docs/reference/conformance.md");
    private static readonly Dictionary<string, string> _tests = Read("*.cs");
    private static readonly Dictionary<string, string> _scripts = Read("*.test.mjs");

    public static TheoryData<int> ClientRows => [.. Enumerable.Range(1, LastClientRow)];

    public static TheoryData<string> EncoderRows => [.. Enumerable.Range(1, LastEncoderRow).Select(row => $"E{row}")];

    [Fact]
    public void Table_lists_each_row_once() =>
        Assert.Equal(
            [.. Enumerable.Range(1, LastClientRow).Select(row => $"{row}"), .. Enumerable.Range(1, LastEncoderRow).Select(row => $"E{row}")],
            Row().Matches(_document).Select(match => match.Groups["number"].Value));

    [Theory]
    [MemberData(nameof(ClientRows))]
    public void Row_of_parsers_and_clients_is_tested_on_both_clients_and_what_others_use(int row)
    {
        // The .NET client reads each stream of the table, which the parsers of others read too.
        var isInTable = _tests["ParserTable"].Contains($"[\"{row} ", StringComparison.Ordinal)
            && _tests["ParserRowTests"].Contains("ParserTable.Rows", StringComparison.Ordinal);

        Assert.True(isInTable || HasTrait($"{(row > LastParserRow ? "C" : "P")}{row}"), $"Row {row} is not tested on a parser or browser.");
        Assert.True(
            isInTable || _tests.Values.Any(text => text.Contains($" Row_{row}_", StringComparison.Ordinal)),
            $"Row {row} is not tested on the .NET client.");
        Assert.Contains(_scripts.Values, text => Regex.IsMatch(text, $"""(test\(["`]row |^  "){row} """, RegexOptions.Multiline));
    }

    [Theory]
    [MemberData(nameof(EncoderRows))]
    public void Row_of_the_encoder_is_tested(string row) => Assert.True(HasTrait(row), $"Row {row} has no test.");

    [Theory]
    [InlineData("docs/reference/conformance.md")]
    [InlineData("docs/reference/redis.md")]
    public void Tests_that_a_table_names_exist(string document)
    {
        var named = TestName().Matches(Repository.Read(document))
            .Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(
            named, test => !_tests.TryGetValue(test.Class, out var text) || !text.Contains($" {test.Method}(", StringComparison.Ordinal));
    }

    private static bool HasTrait(string row) =>
        _tests.Values.Any(text => text.Contains($"[Trait(\"Conformance\", \"{row}\")]", StringComparison.Ordinal));

    /// <summary>Returns the texts of the tests by the names of their files. Files of the same name are read as one.</summary>
    private static Dictionary<string, string> Read(string pattern) =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "tests"), "Sisk.Sse.*")
            .SelectMany(Directory.GetDirectories)
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
            .SelectMany(folder => Directory.GetFiles(folder, pattern, SearchOption.AllDirectories))
            .GroupBy(path => Path.GetFileName(path).Split('.')[0])
            .ToDictionary(files => files.Key, files => string.Concat(files.Order(StringComparer.Ordinal).Select(File.ReadAllText)));

    [GeneratedRegex(@"^\| (?<number>E?\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex TestName();
}
