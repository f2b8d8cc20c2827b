using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>A class that declares annotated methods, read once for all of them.</summary>
internal sealed class Controller(INamedTypeSymbol type)
{
    public ControllerProblem Problem { get; } = ControllerRules.Check(type);

    /// <summary>Gets the prefix of its methods' routes, which is mostly empty.</summary>
    public string Prefix { get; } = ControllerRules.FindPrefix(type);
}
