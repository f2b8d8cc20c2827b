using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>SSE077: a handler of ASP.NET Core's own routes that returns the response of an event source.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReturnedResponseAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.ReturnedResponse];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(
            static operation =>
            {
                foreach (var place in FindPlaces((IInvocationOperation)operation.Operation))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Descriptors.ReturnedResponse, place.GetLocation()));
                }
            },
            OperationKind.Invocation);
    }

    /// <summary>Returns the values that a lambda returns. For a method that is declared elsewhere, returns its name.</summary>
    private static ImmutableArray<SyntaxNode> FindPlaces(IInvocationOperation call)
    {
        if (!call.TargetMethod.ContainingType.Is("Microsoft.AspNetCore.Builder", "EndpointRouteBuilderExtensions")
            || call.Arguments.FirstOrDefault(a => a.Parameter!.Type.Is("System", "Delegate"))?.Value is not { } handler)
        {
            return [];
        }

        while (handler is IConversionOperation conversion)
        {
            handler = conversion.Operand;
        }

        return (handler as IDelegateCreationOperation)?.Target switch
        {
            IAnonymousFunctionOperation lambda =>
            [
                .. lambda.Body.Descendants().OfType<IReturnOperation>()
                    .Where(r => r.ReturnedValue is { } value && IsClose(value) && IsOf(r, lambda))
                    .Select(r => r.ReturnedValue!.Syntax),
            ],
            IMethodReferenceOperation method when IsResponse(method.Method.ReturnType) => [method.Syntax],
            _ => [],
        };
    }

    /// <summary>Determines whether a return statement belongs to the lambda, and not to a nested function.</summary>
    private static bool IsOf(IReturnOperation operation, IAnonymousFunctionOperation lambda)
    {
        var current = operation.Parent;
        while (current is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            current = current.Parent;
        }

        return current == lambda;
    }

    private static bool IsClose(IOperation value) => value switch
    {
        IConversionOperation conversion => IsClose(conversion.Operand),
        IInvocationOperation call => SourceSymbols.IsCall(call) && IsResponse(call.Type),
        _ => false,
    };

    private static bool IsResponse(ITypeSymbol? type) =>
        type.Is(KnownNamespaces.Http, "HttpResponse")
        || (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] }
            && type.ContainingNamespace.IsNamed(KnownNamespaces.Tasks)
            && IsResponse(result));
}
