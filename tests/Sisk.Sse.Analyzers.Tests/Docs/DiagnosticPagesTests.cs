using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.Generators.Diagnostics;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Docs;

/// <summary>The pages say what the analyzers do: their examples are run.</summary>
public sealed partial class DiagnosticPagesTests
{
    private static readonly DiagnosticDescriptor[] _descriptors =
    [
        .. typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ids => [.. _descriptors.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Each_id_has_one_descriptor() => Assert.Distinct(_descriptors.Select(descriptor => descriptor.Id));

    [Fact]
    public void Every_diagnostic_has_an_analyzer_of_its_own() =>
        Assert.Equal(_descriptors.Select(d => d.Id), Analysis.Analyzers.Where(a => a is not DiagnosticSuppressor).Select(a => Assert.Single(a.SupportedDiagnostics.Select(d => d.Id).Distinct())).Order());

    [Fact]
    public void The_table_of_mistakes_and_fixes_lists_every_descriptor()
    {
        var rows = TableRow().Matches(Repository.Read("docs/diagnostics/README.md")).Select(row => row.Groups["row"].Value);
        Assert.Equal(_descriptors.Select(d => $"[{d.Id}]({d.Id}.md) | {d.DefaultSeverity} | {d.Title}"), rows);
    }

    [Fact]
    public void The_release_notes_list_every_descriptor()
    {
        var rows = Repository.Read("src/Sisk.Sse.Generators/AnalyzerReleases.Unshipped.md")
            .Split('\n')
            .Where(line => line.StartsWith("SSE", StringComparison.Ordinal));
        Assert.Equal(_descriptors.Select(d => $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}"), rows);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_leads_to_a_page_under_the_same_title(string id)
    {
        var descriptor = _descriptors.Single(d => d.Id == id);
        Assert.Equal($"https://github.com/sisk-http/sisk-sse/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        var heading = $"# {id}: {descriptor.Title}\n\nSeverity: {descriptor.DefaultSeverity}\n";
        Assert.StartsWith(heading, Repository.Read($"docs/diagnostics/{id}.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_example_has_this_diagnostic_alone_at_its_place_and_the_right_one_has_none(string id)
    {
        var page = new DiagnosticPage(id);
        var diagnostic = Assert.Single(await DiagnosticPage.RunAsync(page.Wrong));
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(Places.Of(id), page.Wrong.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Empty(await DiagnosticPage.RunAsync(page.Right));
    }

    [GeneratedRegex(@"^\| (?<row>\[SSE\d+\][^|]*\|[^|]*\|[^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
