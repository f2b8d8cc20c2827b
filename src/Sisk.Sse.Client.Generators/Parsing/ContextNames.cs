using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Client.Generators.Parsing;

/// <summary>The serializer contexts of a project.</summary>
internal static class ContextNames
{
    /// <summary>How generated code names the context; empty for what is none, or out of its reach.</summary>
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
