using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>A user's project in memory, against the real framework and the real runtime.</summary>
internal static class UserProject
{
    /// <summary>The implicit usings of the Web SDK that the tests' sources need.</summary>
    public const string GlobalUsings = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.Linq;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        global using global::Microsoft.AspNetCore.Builder;
        global using global::Microsoft.AspNetCore.Http;
        global using global::Microsoft.AspNetCore.Mvc;
        global using global::Microsoft.Extensions.DependencyInjection;
        global using global::Sisk.Sse;
        """;

    public static MetadataReference[] References { get; } = Sisk.Sse.Tests.Compiling.References.Select(static name =>
        !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
        && (name is "Sisk.Sse" or "Sisk.Sse.Abstractions" || !name.StartsWith("Sisk.Sse.", StringComparison.Ordinal)));

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14);

    public static CSharpCompilationOptions Options { get; } =
        new(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            allowUnsafe: true);

    /// <summary>The code that makes a project an application.</summary>
    public static SyntaxTree EntryPoint { get; } = Parse(
        "internal static class EntryPoint { private static void Main() { } }", "EntryPoint.cs");

    /// <summary>The project that all others are made from: its references are read and bound once.</summary>
    private static readonly CSharpCompilation _empty =
        CSharpCompilation.Create("Shop", [Parse(GlobalUsings, "Usings.cs")], References, Options);

    public static CSharpCompilation Create(IEnumerable<string> sources) =>
        _empty.AddSyntaxTrees(sources.Select((source, i) => Parse(source, $"Source{i}.cs")).ToArray());

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);
}
