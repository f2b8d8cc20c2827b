using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sisk.Sse.Tests.Compiling;

namespace Sisk.Sse.Generators.Tests.Support;

/// <summary>A user's project in memory, against the real framework and the real runtime.</summary>
internal static class Project
{
    /// <summary>The implicit usings of the Web SDK that the tests' sources need.</summary>
    private const string GlobalUsings = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.Linq;
        global using global::System.Runtime.CompilerServices;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        global using global::Microsoft.AspNetCore.Builder;
        global using global::Microsoft.AspNetCore.Http;
        global using global::Microsoft.AspNetCore.Mvc;
        global using global::Microsoft.AspNetCore.Routing;
        global using global::Microsoft.Extensions.DependencyInjection;
        global using global::Sisk.Sse;
        """;

    /// <summary>The tests' sources have no documentation; the generated ones must have.</summary>
    private const string Undocumented = "#pragma warning disable CS1591\n#line 1\n";

    private static readonly MetadataReference[] _references = References.Select(static name =>
        !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
        && !name.StartsWith("Sisk.Sse.Generators", StringComparison.Ordinal)
        && !name.StartsWith("Sisk.Sse.Client.Generators", StringComparison.Ordinal));

    /// <summary>Documentation is checked too: a wrong cref in generated code is a warning in the user's build.</summary>
    public static CSharpParseOptions ParseOptions { get; } =
        new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>The project that all others are made from: its references are read and bound once.</summary>
    private static readonly CSharpCompilation _empty = CSharpCompilation.Create(
        "Shop",
        [Parse(GlobalUsings, "Usings.cs")],
        _references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)],   // as the SDK does
            warningLevel: 9999));

    /// <remarks>
    /// The compiler reads what it is given to add more than once: trees that are parsed at each reading would be others each time.
    /// </remarks>
    public static CSharpCompilation Create(params IEnumerable<string> sources) =>
        _empty.AddSyntaxTrees(sources.Select((source, i) => Parse(source, $"Source{i}.cs")).ToArray());

    public static CSharpCompilation Create(NullableContextOptions nullable, IEnumerable<string> sources) =>
        Create(sources).WithOptions(_empty.Options.WithNullableContextOptions(nullable));

    /// <summary>A project with implicit usings switched off.</summary>
    public static CSharpCompilation WithoutUsings(string source) =>
        _empty.RemoveAllSyntaxTrees().AddSyntaxTrees(Parse(source, "Source0.cs"));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(Undocumented + source, ParseOptions, path);
}
