using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>Finds the variables to which an operation assigns another event source.</summary>
internal static class SourceWrites
{
    public static IEnumerable<ISymbol> Find(IOperation operation, Func<IOperation?, ISymbol?> variable) => operation switch
    {
        IDeconstructionAssignmentOperation deconstruction => Of(deconstruction.Target.DescendantsAndSelf().Select(variable)),
        IAssignmentOperation assignment => Of(variable(assignment.Target)),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument =>
            Of(argument.Value.DescendantsAndSelf().Select(variable)),
        IDeclarationPatternOperation pattern => Of(pattern.DeclaredSymbol),
        IRecursivePatternOperation pattern => Of(pattern.DeclaredSymbol),
        IListPatternOperation pattern => Of(pattern.DeclaredSymbol),
        _ => [],
    };

    /// <summary>
    /// Returns the variables that cannot be followed, because a nested function or a reference may assign them at any time.
    /// </summary>
    public static ImmutableHashSet<ISymbol> FindShared(IOperation block)
    {
        var shared = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in block.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IAnonymousFunctionOperation lambda:
                    shared.UnionWith(Outer(lambda.Body, lambda.Symbol));
                    break;
                case ILocalFunctionOperation { Body: { } body } local:
                    shared.UnionWith(Outer(body, local.Symbol));
                    break;
                case IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: { } referenced }:
                    shared.UnionWith(Of(referenced.DescendantsAndSelf().Select(SourceSymbols.Variable)));
                    break;
            }
        }

        return shared.ToImmutable();
    }

    /// <summary>Returns the variables of enclosing functions that a nested one assigns.</summary>
    private static IEnumerable<ISymbol> Outer(IOperation body, IMethodSymbol function) => body.DescendantsAndSelf()
        .SelectMany(operation => Find(operation, SourceSymbols.Variable))
        .Where(variable => !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function));

    private static IEnumerable<ISymbol> Of(IEnumerable<ISymbol?> variables) => variables.OfType<ISymbol>();

    private static IEnumerable<ISymbol> Of(ISymbol? variable) => variable is null ? [] : [variable];
}
