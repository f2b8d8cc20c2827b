using System.Text.RegularExpressions;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Readme;

/// <summary>The code of the README compiles without a warning. The quick start is also run, as <c>samples/QuickStart</c>.</summary>
public sealed partial class ReadmeTests
{
    private const int QuickStartLines = 15;
    private const string OrderStore = """
        public sealed record Order(string[] Lines);
        public interface IOrderStore { Task<Order?> FindAsync(int orderId, CancellationToken ct); }
        """;

    [Fact]
    public void The_quick_start_is_the_sample_to_the_letter_and_short()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "QuickStart", "Program.cs"));

        Assert.Equal(sample, Blocks()[0]);
        Assert.InRange(sample.TrimEnd().Split('\n').Length, 1, QuickStartLines);
    }

    [Fact]
    public void The_example_of_a_push_stream_compiles() =>
        Generated.From("namespace Shop;\n" + Blocks()[1] + OrderStore).Compiles();

    [Fact]
    public void The_imperative_API_compiles() =>
        Generated.From($$"""
            using Route = Sisk.Sse.Route;
            namespace Shop;
            public static class Program
            {
                public static void Map(WebApplication app)
                {
                    {{Blocks()[2]}}
                }
            }
            """).Compiles();

    private static List<string> Blocks()
    {
        var blocks = CSharpBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(3, blocks.Count);
        return blocks;
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
