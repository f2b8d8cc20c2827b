using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>
/// The symbols that an analyzer has seen in a compilation. Each method returns true at the first call for a symbol. Streams share payloads,
/// and events share the types that they contain.
/// </summary>
internal sealed class SeenSymbols
{
    private readonly ConcurrentDictionary<ISymbol, bool> _payloads = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _parts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _problems = new(SymbolEqualityComparer.Default);

    public bool IsNewPayload(ITypeSymbol type) => _payloads.TryAdd(type, true);

    /// <summary>Adds a type that an event contains, or an event.</summary>
    public bool IsNewPart(ITypeSymbol type) => _parts.TryAdd(type, true);

    /// <summary>Adds a symbol for which a diagnostic is reported.</summary>
    public bool IsNewProblem(ISymbol symbol) => _problems.TryAdd(symbol, true);
}
