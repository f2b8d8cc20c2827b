using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE002: a method that a route cannot call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.Method)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // A class that is inaccessible or abstract is reported itself, and its methods are not.
        if (method.Problem == MethodProblem.None || !ControllerRules.Allows(method.Controller.Problem, method.Symbol) || !method.IsFirst)
        {
            return;
        }

        var byReference = method.Symbol.Parameters.FirstOrDefault(MethodRules.IsByReference);
        var location = method.Problem == MethodProblem.RefParameter && byReference is not null
            ? AnnotatedSyntax.Parameter(byReference, withModifiers: true, context.CancellationToken)
            : AnnotatedSyntax.Name(method);
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Method, location, method.Symbol.Name, Explain(method.Problem) + "."));
    }

    private protected override void Register(AnalysisContext context)
    {
        context.RegisterSymbolAction(static symbol => AnalyzeFunction(symbol.Symbol, symbol.ReportDiagnostic), SymbolKind.Method);
        context.RegisterSyntaxNodeAction(
            static node =>
            {
                var function = node.Node is LambdaExpressionSyntax
                    ? node.SemanticModel.GetSymbolInfo(node.Node, node.CancellationToken).Symbol
                    : node.SemanticModel.GetDeclaredSymbol(node.Node, node.CancellationToken);
                AnalyzeFunction(function, node.ReportDiagnostic);
            },
            SyntaxKind.LocalFunctionStatement,
            SyntaxKind.ParenthesizedLambdaExpression,
            SyntaxKind.SimpleLambdaExpression);
    }

    /// <summary>Reports local functions, lambdas and accessors, on which the language also allows the attribute.</summary>
    private static void AnalyzeFunction(ISymbol? symbol, Action<Diagnostic> report)
    {
        if (symbol is IMethodSymbol { MethodKind: not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) } function
            && function.GetAttributes().FirstOrDefault(a => AnnotatedMethod.IsRoute(a.AttributeClass)) is { } attribute)
        {
            var location = function.MethodKind == MethodKind.LambdaMethod
                ? attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation()
                : function.Locations[0];
            report(Diagnostic.Create(Descriptors.Method, location, Name(function), "it is not a method of a class. Declare it as one."));
        }
    }

    /// <summary>Returns the name in code. The name in metadata may be <c>get_Price</c> or <c>op_Addition</c>.</summary>
    private static string Name(IMethodSymbol function) => function.MethodKind switch
    {
        MethodKind.LambdaMethod => "lambda",
        MethodKind.LocalFunction => function.Name,
        _ => function.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
    };

    private static string Explain(MethodProblem problem) => problem switch
    {
        MethodProblem.Abstract => "it is abstract. Give it a body",
        MethodProblem.ExplicitImplementation => "it implements an interface explicitly. Make it a public or internal method of the class",
        MethodProblem.Generic => "it has type parameters. Declare a method for each type",
        MethodProblem.Inaccessible => "generated code cannot access it. Make it public or internal",
        _ => "it takes a parameter by reference. Remove 'ref' or 'out'",
    };
}
