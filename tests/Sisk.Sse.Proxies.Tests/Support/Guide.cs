using System.Globalization;
using System.Text.RegularExpressions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Proxies.Tests.Support;

/// <summary>The configurations in docs/guides/operations.md, which are run as they stand there, with other ports.</summary>
internal static partial class Guide
{
    private static readonly string[] _ports = ["8080", "5081", "5082"];

    /// <summary>Returns the block of a language, with the ports of a proxy and its servers.</summary>
    public static string Read(string language, int proxy, IReadOnlyList<int> servers)
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "operations.md"));
        var block = Block().Matches(guide).Single(match => match.Groups["language"].Value == language).Groups["text"].Value;
        foreach (var (documented, actual) in _ports.Zip([proxy, .. servers]))
        {
            block = block.Replace(documented, actual.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return block;
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
