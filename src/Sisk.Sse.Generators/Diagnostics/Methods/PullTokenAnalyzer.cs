using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Diagnostics.Sources;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE054: a pull stream that may wait forever, because it has no token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PullTokenAnalyzer() : AnnotatedBodyAnalyzer(Descriptors.PullToken)
{
    private protected override void Analyze(
        AnnotatedMethod method, IEnumerable<IOperation> operations, OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is IMethodSymbol { IsAsync: true }
            && method is { Shape: { Form: ReturnForm.Pull or ReturnForm.PullItems, IsAwaited: false } }
            && !method.Parameters.SelectMany(p => p.Values).Any(CanTellOfEnd)
            && operations.Select(FindWait).FirstOrDefault(wait => wait is not null && CancelableCalls.LacksToken(wait)) is { } call)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.PullToken, SourceSymbols.Name(call), call.TargetMethod.Name, method.Symbol.Name));
        }
    }

    /// <summary>Determines whether a parameter is the token, or has one.</summary>
    private static bool CanTellOfEnd(BoundParameter parameter) => parameter.Binding.Source
        is BindingSource.CancellationToken or BindingSource.HttpContext or BindingSource.HttpRequest or BindingSource.HttpResponse
        or BindingSource.BindAsync;

    /// <summary>Finds repeated awaits: of a sequence, or of a call in a loop. A single query ends by itself.</summary>
    private static IInvocationOperation? FindWait(IOperation operation) => operation switch
    {
        IForEachLoopOperation { IsAsynchronous: true } loop => CancelableCalls.Unwrap(loop.Collection),
        IAwaitOperation wait when IsInLoop(wait) => CancelableCalls.Unwrap(wait.Operation),
        _ => null,
    };

    private static bool IsInLoop(IOperation operation)
    {
        for (var current = operation.Parent;
            current is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation);
            current = current.Parent)
        {
            if (current is ILoopOperation)
            {
                return true;
            }
        }

        return false;
    }
}
