using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Diagnostics.Sources;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Mvc;

/// <summary>SSE052: an <c>EventStream&lt;T&gt;</c> that an MVC action or a minimal API endpoint returns.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmappedStreamAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.UnmappedStream];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterMethodAction(static symbol => AnalyzeAction((IMethodSymbol)symbol.Symbol, symbol));
        context.RegisterOperationAction(
            static operation => AnalyzeMap((IInvocationOperation)operation.Operation, operation), OperationKind.Invocation);
    }

    private static void AnalyzeAction(IMethodSymbol method, SymbolAnalysisContext context)
    {
        if (IsStream(method.ReturnType)
            && !AnnotatedMethod.IsAnnotated(method)
            && method.GetAttributes().FirstOrDefault(MvcRules.IsRoute) is { } attribute
            && AnnotatedSyntax.Attribute(attribute, context.CancellationToken) is { } syntax)
        {
            var name = MvcRules.Name(attribute);
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.UnmappedStream, syntax.GetLocation(), $"[{name}]", name == "HttpPost" ? "RoutePost" : "RouteGet"));
        }
    }

    private static void AnalyzeMap(IInvocationOperation call, OperationAnalysisContext context)
    {
        var method = call.TargetMethod;
        if (method.Name.StartsWith("Map", StringComparison.Ordinal)
            && method.ContainingType.Is("Microsoft.AspNetCore.Builder", "EndpointRouteBuilderExtensions")
            && call.Arguments.Select(Handler).FirstOrDefault(h => h is not null) is { } handler
            && IsStream(handler.ReturnType))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.UnmappedStream, SourceSymbols.Name(call), method.Name, method.Name == "MapPost" ? "RoutePost" : "RouteGet"));
        }
    }

    private static IMethodSymbol? Handler(IArgumentOperation argument)
    {
        var value = argument.Value;
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return (value as IDelegateCreationOperation)?.Target switch
        {
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            IMethodReferenceOperation reference => reference.Method,
            _ => null,
        };
    }

    private static bool IsStream(ITypeSymbol type) => ReturnRules.Classify(type) is { Form: ReturnForm.Push };
}
