using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE021: an identified source in a handler that never waits.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReturnsAtOnceAnalyzer() : OpeningAnalyzer(Descriptors.ReturnsAtOnce)
{
    private protected override void Analyze(IInvocationOperation opening, SourceUses uses, OperationAnalysisContext context)
    {
        var identifier = opening.Arguments.FirstOrDefault(a => a.Parameter?.Name == "identifier");
        if (identifier is { ArgumentKind: ArgumentKind.Explicit, Value.ConstantValue: not { HasValue: true, Value: null } }
            && !uses.Escapes
            && !uses.Calls.Any(SourceSymbols.Waits)
            && SourceSymbols.Function(opening, context.ContainingSymbol) is { } function
            && !function.Body.DescendantsAndSelf().Any(MayTakeTime))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.ReturnsAtOnce, identifier.Value.Syntax.GetLocation()));
        }
    }

    /// <summary>
    /// Determines whether an operation can wait: a loop, an <c>await</c> of anything but sending and closing, a call whose name says so, or
    /// a call of code outside the framework.
    /// </summary>
    private static bool MayTakeTime(IOperation operation) => operation switch
    {
        ILoopOperation => true,
        IAwaitOperation { Operation: IInvocationOperation call } =>
            !SourceSymbols.IsCall(call) || SourceSymbols.Waits(call.TargetMethod.Name),
        IAwaitOperation => true,
        IInvocationOperation call => IsWait(call.TargetMethod) || !IsKnown(call.TargetMethod),
        IPropertyReferenceOperation property => property.Property.Name == "Result",
        _ => false,
    };

    private static bool IsWait(IMethodSymbol method) =>
        method.MethodKind == MethodKind.DelegateInvoke
        || method.Name is "GetResult" or "Join" or "Sleep"
        || method.Name.StartsWith("Wait", StringComparison.Ordinal);

    private static bool IsKnown(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.IsEmpty
        && (EventRules.IsFramework(method.ContainingType) || method.ContainingNamespace.IsNamed(KnownNamespaces.Sse, orNested: true));
}
