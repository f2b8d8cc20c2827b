using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Contract;

/// <summary>
/// The types of the framework that System.Text.Json writes as objects, and that applications use for their own data. Others have members
/// that differ between versions of the framework, or that are not meant for clients.
/// </summary>
internal static class FrameworkObjects
{
    public static bool Contains(INamedTypeSymbol type) => (type.Name, type.Arity) switch
    {
        ("KeyValuePair", 2) => type.ContainingNamespace.IsNamed("System.Collections.Generic"),
        ("Tuple", > 0) => type.ContainingNamespace.IsNamed("System"),
        ("Point" or "PointF" or "Size" or "SizeF" or "Rectangle" or "RectangleF", 0) =>
            type.ContainingNamespace.IsNamed("System.Drawing"),
        _ => false,
    };
}
