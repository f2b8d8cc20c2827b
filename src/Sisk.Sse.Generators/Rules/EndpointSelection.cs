using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// Finds the criteria besides the route by which requests reach an endpoint: <c>[Host]</c>, content types and API versions.
/// </summary>
internal static class EndpointSelection
{
    /// <summary>Returns a text that is equal for endpoints with the same criteria. Usually empty.</summary>
    public static string Describe(IMethodSymbol method) => string.Concat(method.GetAttributes()
        .Concat(method.ContainingType.SelfAndBases().SelectMany(t => t.GetAttributes()))
        .Where(Selects)
        .Select(a => " " + a));

    private static bool Selects(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && (type.Name.Contains("ApiVersion")
            || type.Is(KnownNamespaces.Mvc, "ConsumesAttribute")
            || type.AllInterfaces.Any(i => i.Name is "IHostMetadata" or "IAcceptsMetadata"));
}
