using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The facts about a class that its annotated methods share.</summary>
internal sealed class Controller(INamedTypeSymbol type)
{
    public ControllerProblem Problem { get; } = ControllerRules.Check(type);

    /// <summary>Gets the prefix of its methods' routes. Usually empty.</summary>
    public string Prefix { get; } = ControllerRules.FindPrefix(type);
}
