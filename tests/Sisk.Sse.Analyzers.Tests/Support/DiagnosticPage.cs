using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>The page of a diagnostic, whose examples are run.</summary>
internal sealed partial class DiagnosticPage
{
    public DiagnosticPage(string id)
    {
        Text = Repository.Read($"docs/diagnostics/{id}.md");
        var examples = Example().Matches(Text).Select(match => match.Groups["code"].Value).ToArray();
        Assert.Equal(2, examples.Length);
        (Wrong, Right) = (examples[0], examples[1]);
    }

    public string Text { get; }

    public string Wrong { get; }

    public string Right { get; }

    /// <summary>Gets the diagnostics of all analyzers for an example that compiles.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(string example)
    {
        var analysis = await Analysis.RunAsync([example], Project(example));

        // The context's other half comes from System.Text.Json's generator, which does not run here.
        Assert.DoesNotContain(analysis.Errors, d => d.Id is not ("CS0534" or "CS7036"));
        return analysis.Diagnostics;
    }

    /// <summary>Gets the diagnostics of the page's analyzer for an example.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(string id, string example, AnalyzerConfigSet? editorConfig = null) =>
        (await Analysis.RunAsync([example], Project(example, id, editorConfig))).Diagnostics;

    private const string Shop = "public class Prices { [RouteGet(\"/prices\")] public EventStream<string> Watch() => new(); }";

    private const string OrderId = """
        public readonly partial struct OrderId : System.IParsable<OrderId>
        {
            public static OrderId Parse(string text, System.IFormatProvider? provider) => default;
            public static bool TryParse(string? text, System.IFormatProvider? provider, out OrderId id) { id = default; return true; }
            public override string ToString() => "1";
        }
        """;

    private static bool IsOfTests(string example) => example.Contains("references the application Shop", StringComparison.Ordinal);

    private static Settings Project(string example, string? only = null, AnalyzerConfigSet? editorConfig = null) => new()
    {
        Only = only,
        HasStartup = !example.Contains("class Startup", StringComparison.Ordinal) && !IsOfTests(example),
        References = IsOfTests(example) ? [Assembled.Of("Shop", Shop, isLibrary: false)] : [],
        Neighbor = example.Contains("partial struct OrderId;", StringComparison.Ordinal) ? [OrderId] : [],
        Build = example.Contains("PublishAot", StringComparison.Ordinal) ? new() { ["PublishAot"] = "true" } : [],
        Severities = editorConfig?.GetOptionsForSourcePath("/shop/Source0.cs").TreeOptions.ToDictionary(StringComparer.OrdinalIgnoreCase)
            ?? [],
    };

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
