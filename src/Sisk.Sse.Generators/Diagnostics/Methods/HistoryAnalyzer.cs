using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE066: an <c>[EventHistory]</c> that is out of range, or on a stream without a history.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HistoryAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.History];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static symbol => Analyze(symbol), SymbolKind.NamedType);
        context.RegisterMethodAction(static symbol => Analyze(symbol));
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (context.Symbol.FindAttribute(KnownNamespaces.Sse, "EventHistoryAttribute") is not { } attribute
            || AnnotatedSyntax.Attribute(attribute, context.CancellationToken) is not { } syntax)
        {
            return;
        }

        if (context.Symbol is IMethodSymbol method
            && AnnotatedMethod.Find(method).FirstOrDefault() is { Shape: { Form: not ReturnForm.Push } })
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.History,
                syntax.GetLocation(),
                $"[EventHistory] has no effect on '{method.Name}', because only push streams have a history",
                "Remove it"));
        }

        foreach (var argument in attribute.NamedArguments)
        {
            if (Problem(argument, attribute) is var (problem, advice))
            {
                var value = syntax.ArgumentList?.Arguments.FirstOrDefault(
                    a => a.NameEquals?.Name.Identifier.ValueText == argument.Key)?.Expression;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.History,
                    (value ?? (SyntaxNode)syntax).GetLocation(),
                    $"'{argument.Key}' of '{context.Symbol.Name}' {problem}",
                    advice));
            }
        }
    }

    private static (string Problem, string Advice)? Problem(KeyValuePair<string, TypedConstant> argument, AttributeData attribute) =>
        argument switch
        {
            { Key: "Newcomers", Value: { Type: INamedTypeSymbol type, Value: var value } } =>
                !type.GetMembers().OfType<IFieldSymbol>().Any(member => Equals(member.ConstantValue, value))
                    ? ("is out of range", "Use a member of NewcomerReplay")
                : value is not 0 && KeepsNothing(attribute)
                    ? ("has no effect, because the history keeps no events", "Remove it, or keep events")
                : null,
            _ when IsOutOfRange(argument) => ("is out of range", "Use 0 or more, or leave it out to use the application's"),
            _ => null,
        };

    private static bool KeepsNothing(AttributeData attribute) =>
        attribute.NamedArguments.Any(static bound => bound.Value.Value is 0 or 0L && bound.Key != "Newcomers");

    /// <summary>Determines whether a setting is out of range. A number of seconds must fit into a <see cref="TimeSpan"/>.</summary>
    private static bool IsOutOfRange(KeyValuePair<string, TypedConstant> argument) => argument.Value.Value switch
    {
        int number => number < 0,
        long number => number < 0,
        double number => !(number >= 0 && number < TimeSpan.MaxValue.TotalSeconds),
        _ => false,
    };
}
