using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Symbols;

/// <summary>Visits the types that can be reached from others, each once.</summary>
/// <remarks>
/// A generic type can contain itself with ever larger arguments, as a <c>Page&lt;T&gt;</c> with a property of type
/// <c>Page&lt;Page&lt;T&gt;&gt;</c> does. The limits end such a walk.
/// </remarks>
internal static class TypeWalk
{
    private const int MaxDepth = 8;
    private const int MaxTypes = 5000;

    /// <summary>Visits types.</summary>
    /// <param name="roots">The types to begin with.</param>
    /// <param name="next">Returns the types that a type leads to.</param>
    /// <param name="isNew">
    /// Returns true at the first call for a type, so that several walks together visit each type once; null to visit all of them.
    /// </param>
    public static HashSet<ITypeSymbol> From(
        IEnumerable<ITypeSymbol> roots, Func<ITypeSymbol, IEnumerable<ITypeSymbol>> next, Func<ITypeSymbol, bool>? isNew = null)
    {
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var waiting = new Stack<ITypeSymbol>(roots);
        while (waiting.Count > 0 && seen.Count < MaxTypes)
        {
            var type = waiting.Pop();
            if (Depth(type) <= MaxDepth && (isNew is null || isNew(type)) && seen.Add(type))
            {
                foreach (var other in next(type))
                {
                    waiting.Push(other);
                }
            }
        }

        return seen;
    }

    /// <summary>Returns a type after its type arguments, however deep. The element type stands for an array.</summary>
    public static IEnumerable<ITypeSymbol> PartsOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => PartsOf(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(PartsOf).Append(named),
        _ => [],
    };

    /// <summary>Returns the number of generic types and arrays that are nested in one another.</summary>
    public static int Depth(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return Depth(array.ElementType) + 1;
        }

        var depth = 0;
        for (var current = type as INamedTypeSymbol; current is not null; current = current.ContainingType)
        {
            foreach (var argument in current.TypeArguments)
            {
                depth = Math.Max(depth, Depth(argument) + 1);
            }
        }

        return depth;
    }
}
