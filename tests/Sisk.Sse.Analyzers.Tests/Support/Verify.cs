using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>
/// Compares what the analyzers report with the source's marks: the ids and the exact spans, no more and no less. The source compiles,
/// but for the errors that the settings expect.
/// </summary>
internal static class Verify
{
    /// <summary>
    /// Advice about any GET pull stream, which most sources have for other reasons: compared only where the marks are about it.
    /// </summary>
    private const string Advice = "SSE074";

    /// <summary>For statements of a class <c>Streams</c>'s file; marks without an id have this one.</summary>
    public static Task ReportsAsync(string id, string source) => ReportsAsync(id, source, null);

    public static async Task ReportsAsync(string id, string source, Settings? settings)
    {
        var markup = Markup.Parse(source, id);
        var analysis = await Analysis.RunAsync([markup.Text], settings);
        var unexpected = analysis.Errors.Where(e => settings?.Errors.Contains(e.Id) is not true);
        Assert.True(!unexpected.Any(), string.Join('\n', analysis.Errors));
        Assert.Equal(settings?.Errors ?? [], analysis.Errors.Select(e => e.Id).Distinct().Order(StringComparer.Ordinal));
        var expected = markup.Expected.Select(e => $"{e.Id} at '{markup.Text.Substring(e.Span.Start, e.Span.Length)}' {e.Span}");
        var actual =
            analysis.Diagnostics.Where(d => d.Id != Advice || id == Advice).Select(d => $"{d.Id} at '{Text(d)}' {d.Location.SourceSpan}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    public static Task ReportsNothingAsync(string source, Settings? settings = null) => ReportsAsync("none", source, settings);

    private static string Text(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";
}
