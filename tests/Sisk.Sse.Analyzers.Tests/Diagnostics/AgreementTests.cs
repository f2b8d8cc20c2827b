using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>The generator and the analyzers on the same methods: what has an error gets no route, and nothing else.</summary>
public sealed class AgreementTests
{
    private static readonly string[] _types =
    [
        "EventStream<Price>", "Task<EventStream<Price>>", "IAsyncEnumerable<Price>", "Task<EventSequence<Price>>",
        "HttpResponse", "ValueTask<HttpResponse>", "string", "EventStream<Missing>",
    ];

    private static readonly string[] _routes = ["/a/{id}", "/a/{id:int}/{*rest}", "/a/{id", "/a//b", "/a"];

    private static readonly string[] _identifiers =
        ["", ", Identifier = \"a/{id}\"", ", Identifier = \"{other}\"", ", Identifier = \"a-{id}\""];

    private static readonly string[] _parameters =
        ["int id", "", "Price id", "int id, ref int other", "int id, int[] other", "[FromBody] Price body", "int id, Span<byte> other"];

    private static readonly string[] _shapes =
        ["public {0} Watch({1}) => default!;", "private {0} Watch({1}) => default!;", "public {0} Watch<T>({1}) => default!;"];

    private static readonly string[] _classes = ["public class", "public abstract class", "file class", "public struct"];

    /// <summary>Every so many of all combinations: a number without a factor in common with theirs meets every pair of values.</summary>
    private const int Step = 29;

    public static TheoryData<string> Classes => [.. _classes];

    [Theory]
    [MemberData(nameof(Classes))]
    public async Task A_method_is_left_out_of_the_routes_exactly_when_an_error_is_reported_on_it(string kind)
    {
        var sources = (from verb in new[] { "RouteGet", "RoutePost" }
                       from type in _types
                       from route in _routes
                       from identifier in _identifiers
                       from parameters in _parameters
                       from shape in _shapes
                       select $$"""[{{verb}}("{{route}}"{{identifier}})] {{string.Format(null, shape, type, parameters)}}""")
            .Where((_, i) => i % Step == 0)
            .Select((method, i) => $"{kind} Case{i} {{ {method} }}")
            .ToArray();
        var analysis = await Analysis.RunAsync([string.Join('\n', sources), "public sealed record Price(int Cents);"]);

        var errors = analysis.Diagnostics
            .Concat(analysis.Compilation.GetDiagnostics(TestContext.Current.CancellationToken))
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .ToLookup(d => Class(d.Location));
        var mapped = analysis.Generated.GeneratedSources
            .Where(file => file.SourceText.ToString().Contains("endpoints.Map", StringComparison.Ordinal))
            .Select(file => file.HintName.Replace(".g.cs", "", StringComparison.Ordinal))
            .ToHashSet();

        Assert.Empty(mapped.SelectMany(name => errors[name]));
        var names = Enumerable.Range(0, sources.Length).Select(i => $"Case{i}");
        Assert.Equal([], names.Where(name => !mapped.Contains(name) && !errors[name].Any()));
        Assert.Equal(kind == "public class", mapped.Count > 0);
    }

    private static string? Class(Location location) =>
        location.SourceTree?.GetRoot().FindNode(location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type.Identifier.ValueText.StartsWith("Case", StringComparison.Ordinal)
            ? type.Identifier.ValueText
            : null;
}
