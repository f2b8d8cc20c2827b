using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>Finds the serializer contexts of a project.</summary>
internal static class ContextNames
{
    /// <summary>Returns the name of a context in generated code; empty for any other class, or if it is not accessible.</summary>
    public static string Find(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                return "";
            }
        }

        return type.BaseType is { Name: "JsonSerializerContext" } ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "";
    }
}
