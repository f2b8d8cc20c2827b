using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Diagnostics.Sources;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>Finds reserved event names in arguments of <c>Send</c>, or of the <c>SseItem</c> of a pull stream.</summary>
internal static class ReservedNameArguments
{
    public static void Analyze(OperationAnalysisContext context)
    {
        var (argument, form) = context.Operation switch
        {
            IInvocationOperation call when SourceSymbols.Sends(call.TargetMethod.Name) && SourceSymbols.IsCall(call) =>
                (call.Arguments.FirstOrDefault(a => a.Parameter?.Name == "eventName"), ReturnForm.Imperative),
            IObjectCreationOperation { Type: { } type } creation
                when type.Is("System.Net.ServerSentEvents", "SseItem`1") && IsInPullStream(context.ContainingSymbol) =>
                (creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "eventType"), ReturnForm.PullItems),
            _ => default,
        };
        if (argument is { ArgumentKind: ArgumentKind.Explicit, Value.ConstantValue: { HasValue: true, Value: string name } }
            && ReservedEventNames.Find(name, form, HasEndEvent(context.ContainingSymbol)) is { } reason)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.ReservedEventName, argument.Value.Syntax.GetLocation(), name, reason));
        }
    }

    private static bool HasEndEvent(ISymbol symbol) =>
        symbol is IMethodSymbol method && AnnotatedMethod.Find(method).Any(m => m.End == "Event");

    private static bool IsInPullStream(ISymbol symbol) =>
        symbol is IMethodSymbol method && AnnotatedMethod.Find(method).Any(m => m.Shape?.Form == ReturnForm.PullItems);
}
