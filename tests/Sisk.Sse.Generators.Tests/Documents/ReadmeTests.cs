using System.Text.RegularExpressions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Documents;

/// <summary>The quick start of the README is <c>samples/QuickStart</c>, which is built and run.</summary>
public sealed partial class ReadmeTests
{
    private const int QuickStartLines = 15;

    [Fact]
    public void The_quick_start_is_the_sample_to_the_letter_and_short()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "QuickStart", "Program.cs"));

        Assert.Equal(sample, CSharpBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups[1].Value);
        Assert.InRange(sample.TrimEnd().Split('\n').Length, 1, QuickStartLines);
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
