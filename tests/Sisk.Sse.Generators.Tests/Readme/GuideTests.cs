using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Readme;

/// <summary>Compiles the C# blocks of each guide together, with its statements in the startup of an application.</summary>
public sealed partial class GuideTests
{
    /// <summary>Guides whose code needs other packages, which their own tests compile.</summary>
    private static readonly string[] _others = ["scale-out", "clients", "testing.md"];

    public static TheoryData<string> Guides =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs", "guides"), "*.md")
            .Select(path => Path.GetFileName(path)!)
            .Where(name => !_others.Any(other => name.StartsWith(other, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Code_of_a_guide_compiles_without_warnings(string guide)
    {
        var blocks = CSharpBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", guide)))
            .Select(match => match.Groups[1].Value).ToLookup(IsStatements);

        Generated.From($"""
            using Microsoft.Extensions.Hosting;
            using Microsoft.Extensions.Logging;
            using System.Security.Claims;
            using Microsoft.AspNetCore.Authorization;
            using Microsoft.AspNetCore.Hosting;
            using Route = Sisk.Sse.Route;
            namespace Shop;
            {string.Concat(blocks[false])}
            public static class Startup
            {"{"}
            {Methods(blocks[true])}
            {"}"}
            """).Compiles();
    }

    private static bool IsStatements(string block) =>
        Project.Parse(block, "Block.cs").GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any();

    private static string Methods(IEnumerable<string> blocks)
    {
        var text = new StringBuilder();
        foreach (var (i, block) in blocks.Index())
        {
            text.Append("public static void Run").Append(i).Append("(WebApplicationBuilder builder, WebApplication app)\n{\n")
                .Append(block).Append("}\n");
        }

        return text.ToString();
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
