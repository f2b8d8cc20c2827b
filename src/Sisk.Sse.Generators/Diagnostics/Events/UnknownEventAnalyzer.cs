using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE061: a value that a stream sends, but whose type is not among the stream's events.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownEventAnalyzer() : AnnotatedBodyAnalyzer(Descriptors.UnknownEvent)
{
    private protected override void Analyze(
        AnnotatedMethod method, IEnumerable<IOperation> operations, OperationBlockAnalysisContext context)
    {
        if (method.Shape?.Payload is { } payload)
        {
            foreach (var conversion in operations.OfType<IConversionOperation>())
            {
                Check(conversion, payload, method.Symbol, context.ReportDiagnostic);
            }
        }
    }

    private protected override void Register(AnalysisContext context) => context.RegisterOperationAction(
        static operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (call.TargetMethod.Name.StartsWith("Broadcast", StringComparison.Ordinal)
                && call.TargetMethod.ContainingType.Name.EndsWith(ControllerRules.BroadcasterSuffix, StringComparison.Ordinal)
                && call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "payload") is { Parameter: { } parameter } argument)
            {
                foreach (var conversion in argument.Value.DescendantsAndSelf().OfType<IConversionOperation>())
                {
                    Check(conversion, parameter.Type, call.TargetMethod, operation.ReportDiagnostic);
                }
            }
        },
        OperationKind.Invocation);

    private static void Check(IConversionOperation conversion, ITypeSymbol payload, IMethodSymbol stream, Action<Diagnostic> report)
    {
        if (conversion is { IsImplicit: true, Operand.Type: INamedTypeSymbol type }
            && SymbolEqualityComparer.Default.Equals(conversion.Type, payload)
            && UnknownEvents.FindProblem(type, payload, stream.ContainingAssembly) is { } problem)
        {
            report(Diagnostic.Create(Descriptors.UnknownEvent, conversion.Operand.Syntax.GetLocation(), type.Name, payload.Name, problem));
        }
    }
}
