using Sisk.Sse.Tests.Conformance.Parsers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>The parsers that clients use follow the standard in everything that the encoder relies on.</summary>
public sealed class ParserTests(Chromium chromium)
{
    private static readonly int[] _sizes = [1, 2, 3, 7, 1024, int.MaxValue];

    [Fact]
    public Task Dotnet_parser_follows_the_standard() => EachRowHoldsAsync(new DotnetParser(), "dotnet", _sizes);

    [Fact]
    public async Task Npm_parser_follows_the_standard()
    {
        using var parser = NodeParser.Start();
        await EachRowHoldsAsync(parser, "npm", _sizes);
    }

    [Fact]
    public async Task Chromium_EventSource_follows_the_standard()
    {
        await using var parser = await ChromiumParser.StartAsync(chromium);
        parser.Types = ["message", ParserTable.OtherType];
        await EachRowHoldsAsync(parser, "Chromium", [1, int.MaxValue]);
    }

    [Theory]
    [InlineData("3000", 3000.0)]
    [InlineData("03000", 3000.0)]
    [InlineData("1000x", null)]
    [InlineData("+5", null)]
    [InlineData("-1", null)]
    [InlineData("1.5", null)]
    [InlineData("", null)]
    [Trait("Conformance", "P16")]
    public async Task Retry_is_ignored_unless_it_is_only_digits(string value, double? expected)
    {
        var stream = System.Text.Encoding.UTF8.GetBytes($"retry: {value}\n\n");

        Assert.Equal(expected, (await new DotnetParser().ParseAsync([stream])).Retry);
        using var npm = NodeParser.Start();
        Assert.Equal(expected, (await npm.ParseAsync([stream])).Retry);
    }

    private static async Task EachRowHoldsAsync(IStreamParser parser, string name, int[] sizes)
    {
        var wrong = new List<string>();
        foreach (var (row, (_, events)) in ParserTable.Rows)
        {
            var bytes = ParserTable.Bytes(row);
            var holds = true;
            foreach (var size in sizes.Where(size => size > 7 || bytes.Length < 1000))
            {
                var parsed = (await parser.ParseAsync(SplitStream.Split(bytes, size))).Events;
                holds &= parser.KeepsIds
                    ? parsed.SequenceEqual(events)
                    : parsed.Select(seen => (seen.Type, seen.Data)).SequenceEqual(events.Select(sent => (sent.Type, sent.Data)));
            }

            if (holds == ParserTable.Deviations.Contains((name, row)))
            {
                wrong.Add(holds ? $"{row}: holds, and is listed as a deviation" : row);
            }
        }

        Assert.Empty(wrong);
    }
}
