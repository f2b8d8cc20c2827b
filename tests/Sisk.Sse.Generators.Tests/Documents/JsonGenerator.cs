using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Generators.Tests.Documents;

/// <summary>System.Text.Json's own generator, which writes the other half of a <c>JsonSerializerContext</c>.</summary>
internal sealed class JsonGenerator : IAnalyzerAssemblyLoader
{
    private JsonGenerator()
    {
    }

    public static IEnumerable<ISourceGenerator> All { get; } =
        new AnalyzerFileReference(FindPath(), new JsonGenerator()).GetGenerators(LanguageNames.CSharp);

    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);

    private static string FindPath() => typeof(JsonGenerator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "System.Text.Json.SourceGeneration").Value!;
}
