using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>The analyzers that ASP.NET Core ships.</summary>
internal static class FrameworkAnalyzers
{
    /// <summary>Reports route templates that do not parse, among them as ASP0017.</summary>
    public static DiagnosticAnalyzer RoutePattern()
    {
        var path = typeof(FrameworkAnalyzers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == nameof(FrameworkAnalyzers)).Value!;
        var type = Assembly.LoadFrom(path)
            .GetType("Microsoft.AspNetCore.Analyzers.RouteEmbeddedLanguage.RoutePatternAnalyzer", throwOnError: true)!;
        return (DiagnosticAnalyzer)Activator.CreateInstance(type)!;
    }
}
