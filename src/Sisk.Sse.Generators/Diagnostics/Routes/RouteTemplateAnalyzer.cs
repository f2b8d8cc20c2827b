using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE004: an invalid route template. A prefix is reported once for all methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RouteTemplateAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.RouteTemplate];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static symbol => AnalyzePrefix(symbol), SymbolKind.NamedType);
        context.RegisterMethodAction(static symbol => AnalyzeMethod(symbol));
    }

    private static void AnalyzePrefix(SymbolAnalysisContext context)
    {
        if (context.Symbol.FindAttribute(KnownNamespaces.Sse, "RoutePrefixAttribute") is { } attribute
            && attribute.FirstText() is { } prefix
            && RouteTemplateParser.Parse(RoutePath.Join(prefix, "")).Error is { } error
            && AnnotatedSyntax.FirstArgument(attribute, context.CancellationToken) is { } argument)
        {
            // The joined pattern always begins with a single slash.
            var start = error.Start - 1 + (prefix.Length - prefix.TrimStart('/').Length);
            var location = AnnotatedSyntax.Within(argument, start, error.Length);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.RouteTemplate, location, prefix, error.Reason + "."));
        }
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        foreach (var method in AnnotatedMethod.Find((IMethodSymbol)context.Symbol))
        {
            if (method.Route.Error is { } error && RouteTemplateParser.Parse(RoutePath.Join(method.Controller.Prefix, "")).Error is null)
            {
                var template = method.Attribute.FirstText() ?? "";
                var ownPart = method.Pattern.Length - template.TrimStart('/').Length;
                var start = error.Start - ownPart + (template.Length - template.TrimStart('/').Length);
                var location = AnnotatedSyntax.Template(method, start, error.Length, context.CancellationToken);
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.RouteTemplate, location, method.Pattern, error.Reason + "."));
            }
        }
    }
}
