using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>A parameter of a method and where its value comes from.</summary>
internal sealed record BoundParameter(IParameterSymbol Symbol, Binding Binding);
