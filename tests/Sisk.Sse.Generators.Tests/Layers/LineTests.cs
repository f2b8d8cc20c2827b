using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Layers;

/// <summary>Lines of code fit on a screen, beside another file. The tables and source texts of tests may be longer.</summary>
public sealed class LineTests
{
    private const int MaxLength = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    public void No_line_is_longer_than_140_characters(string folder)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !DocCommentTests.Built().IsMatch(file));

        var found = files.SelectMany(static file => File.ReadLines(file)
            .Select((line, index) => (line.Length, Text: $"{Path.GetFileName(file)}, line {index + 1}"))
            .Where(static line => line.Length > MaxLength));

        Assert.Empty(found);
    }
}
