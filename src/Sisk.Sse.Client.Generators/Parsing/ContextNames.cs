using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>The serializer contexts of a project.</summary>
internal static class ContextNames
{
    /// <summary>Returns the name of the context in generated code; empty for a class that is none, or is out of reach.</summary>
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
