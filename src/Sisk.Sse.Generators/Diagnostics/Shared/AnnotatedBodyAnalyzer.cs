using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>The base class of analyzers of the bodies of annotated methods.</summary>
public abstract class AnnotatedBodyAnalyzer : DiagnosticAnalyzer
{
    private protected AnnotatedBodyAnalyzer(DiagnosticDescriptor descriptor) => SupportedDiagnostics = [descriptor];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is IMethodSymbol symbol && AnnotatedMethod.Find(symbol).FirstOrDefault() is { } method)
            {
                Analyze(method, block.OperationBlocks.SelectMany(b => b.DescendantsAndSelf()), block);
            }
        });
        Register(context);
    }

    /// <summary>Registers further actions.</summary>
    private protected virtual void Register(AnalysisContext context)
    {
    }

    /// <param name="method">The method, with the first of its route attributes.</param>
    /// <param name="operations">All operations of its body, including those of nested functions.</param>
    /// <param name="context">The context to report to.</param>
    private protected abstract void Analyze(
        AnnotatedMethod method, IEnumerable<IOperation> operations, OperationBlockAnalysisContext context);
}
