using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>
/// Follows event sources along the paths through a function, and finds before each call whether headers may have been sent and whether the
/// source is certainly closed. Catch and finally blocks begin with an unknown state, so that nothing is reported that may be wrong.
/// </summary>
internal sealed class SourceFlow
{
    private readonly ControlFlowGraph _graph;
    private readonly Action<IInvocationOperation, SourceState> _visit;
    private readonly Dictionary<CaptureId, ISymbol> _captures = [];
    private readonly ImmutableDictionary<ISymbol, SourceState>?[] _results;

    private readonly ImmutableHashSet<ISymbol> _shared;

    private SourceFlow(ControlFlowGraph graph, ImmutableHashSet<ISymbol> shared, Action<IInvocationOperation, SourceState> visit)
    {
        (_graph, _shared, _visit) = (graph, shared, visit);
        _results = new ImmutableDictionary<ISymbol, SourceState>?[graph.Blocks.Length];
        foreach (var capture in graph.Blocks.SelectMany(b => b.Operations).OfType<IFlowCaptureOperation>())
        {
            if (SourceSymbols.Variable(capture.Value) is { } variable)
            {
                _captures[capture.Id] = variable;
            }
        }
    }

    /// <summary>Visits every call on a variable that holds a source, in the block and in the functions within it.</summary>
    public static void Visit(OperationBlockAnalysisContext context, Action<IInvocationOperation, SourceState> visit)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (block.DescendantsAndSelf().OfType<IInvocationOperation>().Any(SourceSymbols.IsCall))
            {
                Visit(context.GetControlFlowGraph(block), SourceWrites.FindShared(block), visit, context.CancellationToken);
            }
        }
    }

    private static void Visit(
        ControlFlowGraph graph,
        ImmutableHashSet<ISymbol> shared,
        Action<IInvocationOperation, SourceState> visit,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        new SourceFlow(graph, shared, visit).Run();
        foreach (var local in graph.LocalFunctions)
        {
            Visit(graph.GetLocalFunctionControlFlowGraph(local, cancellationToken), shared, visit, cancellationToken);
        }

        var lambdas = graph.Blocks
            .SelectMany(b => b.BranchValue is { } value ? b.Operations.Add(value) : b.Operations)
            .SelectMany(o => o.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>();
        foreach (var lambda in lambdas)
        {
            Visit(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), shared, visit, cancellationToken);
        }
    }

    private void Run()
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var block in _graph.Blocks.Where(b => b.IsReachable))
            {
                var result = Follow(block, report: false);
                changed |= !Same(_results[block.Ordinal], result);
                _results[block.Ordinal] = result;
            }
        }

        foreach (var block in _graph.Blocks.Where(b => b.IsReachable))
        {
            Follow(block, report: true);
        }
    }

    private ImmutableDictionary<ISymbol, SourceState> Follow(BasicBlock block, bool report)
    {
        var states = Enter(block);
        var operations = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
        foreach (var operation in operations.SelectMany(InOrder))
        {
            if (operation is IInvocationOperation call && SourceSymbols.Receiver(call) is { } receiver)
            {
                if (Variable(receiver) is { } variable && !_shared.Contains(variable))
                {
                    var state = states.TryGetValue(variable, out var known) ? known : default;
                    if (report)
                    {
                        _visit(call, state);
                    }

                    states = states.SetItem(variable, state.After(call));
                }
            }
            else
            {
                foreach (var written in SourceWrites.Find(operation, Variable))
                {
                    states = states.Remove(written);
                }
            }
        }

        return states;
    }

    private ImmutableDictionary<ISymbol, SourceState> Enter(BasicBlock block)
    {
        ImmutableDictionary<ISymbol, SourceState>? merged = null;
        foreach (var branch in block.Predecessors)
        {
            if (_results[branch.Source.Ordinal] is { } states)
            {
                merged = merged is null ? states : Merge(merged, states);
            }
        }

        return merged ?? ImmutableDictionary<ISymbol, SourceState>.Empty.WithComparers(SymbolEqualityComparer.Default);
    }

    private static ImmutableDictionary<ISymbol, SourceState> Merge(
        ImmutableDictionary<ISymbol, SourceState> left, ImmutableDictionary<ISymbol, SourceState> right)
    {
        foreach (var key in left.Keys.Union<ISymbol>(right.Keys, SymbolEqualityComparer.Default))
        {
            left.TryGetValue(key, out var one);
            right.TryGetValue(key, out var other);
            left = left.SetItem(key, one.Or(other));
        }

        return left;
    }

    private static bool Same(ImmutableDictionary<ISymbol, SourceState>? left, ImmutableDictionary<ISymbol, SourceState> right) =>
        left is not null && left.Count == right.Count && left.All(p => right.TryGetValue(p.Key, out var state) && state == p.Value);

    /// <summary>Returns operations in the order of evaluation: arguments before their call.</summary>
    private static IEnumerable<IOperation> InOrder(IOperation operation) => operation.ChildOperations.SelectMany(InOrder).Append(operation);

    private ISymbol? Variable(IOperation? operation) => operation is IFlowCaptureReferenceOperation reference
        ? _captures.TryGetValue(reference.Id, out var variable) ? variable : null
        : SourceSymbols.Variable(operation);
}
