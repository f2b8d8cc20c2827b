using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Contract;

/// <summary>A mistake in a type for which System.Text.Json throws an exception.</summary>
/// <param name="Symbol">The symbol with the mistake.</param>
/// <param name="Text">The mistake and the remedy, as the end of a sentence.</param>
/// <param name="IsOfNames">True if it concerns the JSON names of members, which the options at run time can change.</param>
internal sealed record TypeProblem(ISymbol Symbol, string Text, bool IsOfNames = false);
