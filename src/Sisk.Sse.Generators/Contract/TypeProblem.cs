using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Contract;

/// <summary>A mistake in a type that makes System.Text.Json throw an exception.</summary>
/// <param name="Symbol">The symbol that is wrong.</param>
/// <param name="Text">The mistake, in words that end a sentence.</param>
/// <param name="IsOfNames">True if it is in the JSON names of members, which options that the project sets at run time may change.</param>
internal sealed record TypeProblem(ISymbol Symbol, string Text, bool IsOfNames = false);
