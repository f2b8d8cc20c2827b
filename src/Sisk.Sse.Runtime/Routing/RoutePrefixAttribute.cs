using System.Diagnostics.CodeAnalysis;

namespace Sisk.Sse;

/// <summary>Specifies the beginning of the routes of a controller's streams.</summary>
/// <param name="prefix">The beginning of the route templates. It may contain parameters.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RoutePrefixAttribute([StringSyntax("Route")] string prefix) : Attribute
{
    /// <summary>Gets the beginning of the route templates.</summary>
    public string Prefix { get; } = prefix;
}
