using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>The uses of an event source after it is opened.</summary>
internal sealed class SourceUses
{
    private SourceUses(ISymbol? variable, bool escapes, bool isDisposed, IReadOnlyList<string> calls)
    {
        Variable = variable;
        Escapes = escapes;
        IsDisposed = isDisposed;
        Calls = calls;
    }

    /// <summary>Gets the local variable that holds it; null if there is none.</summary>
    public ISymbol? Variable { get; }

    /// <summary>Gets a value indicating whether it is passed to other code, which may close it.</summary>
    public bool Escapes { get; }

    /// <summary>Gets a value indicating whether a <c>using</c> disposes of it.</summary>
    public bool IsDisposed { get; }

    /// <summary>Gets the methods called on it.</summary>
    public IReadOnlyList<string> Calls { get; }

    public static SourceUses Of(IInvocationOperation opening)
    {
        var parent = Parent(opening);
        return parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } =>
                OfVariable(declarator.Symbol, opening, IsUsed(declarator)),
            ISimpleAssignmentOperation assignment when assignment.Target is ILocalReferenceOperation local =>
                OfVariable(local.Local, opening, false),
            IUsingOperation => new SourceUses(null, false, true, []),
            IInvocationOperation call when SourceSymbols.IsCall(call) => new SourceUses(null, false, false, [call.TargetMethod.Name]),
            IExpressionStatementOperation => new SourceUses(null, false, false, []),
            _ => new SourceUses(null, true, false, []),
        };
    }

    private static SourceUses OfVariable(ISymbol variable, IOperation opening, bool isUsed)
    {
        var (escapes, calls) = (false, new List<string>());
        var root = opening;
        while (root.Parent is { } outer)
        {
            root = outer;
        }

        foreach (var reference in root.Descendants().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(reference.Local, variable))
            {
                continue;
            }

            switch (Parent(reference))
            {
                case IInvocationOperation call when SourceSymbols.IsCall(call):
                    calls.Add(call.TargetMethod.Name);
                    break;
                case IUsingOperation:
                    isUsed = true;
                    break;
                case IConditionalAccessOperation { WhenNotNull: IInvocationOperation call }:
                    calls.Add(call.TargetMethod.Name);
                    break;
                case IMemberReferenceOperation or IExpressionStatementOperation or IIsPatternOperation or IBinaryOperation:
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                    break;
                default:
                    escapes = true;
                    break;
            }
        }

        return new SourceUses(variable, escapes, isUsed, calls);
    }

    private static IOperation? Parent(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }

    private static bool IsUsed(IVariableDeclaratorOperation declarator)
    {
        for (IOperation? current = declarator; current is not (null or IBlockOperation); current = current.Parent)
        {
            if (current is IUsingDeclarationOperation or IUsingOperation)
            {
                return true;
            }
        }

        return false;
    }
}
