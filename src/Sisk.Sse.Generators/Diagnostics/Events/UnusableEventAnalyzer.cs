using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Contract;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE013: an event type that cannot be created or serialized.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusableEventAnalyzer : EventTypeAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.EventType];

    private protected override void Analyze(
        ITypeSymbol payload, AnnotatedMethod method, SymbolAnalysisContext context, SeenSymbols seen)
    {
        var settings = JsonSettings.Read(context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken);
        foreach (var type in EventRules.FindEvents(payload, method.Symbol.ContainingAssembly))
        {
            if (EventTypeRules.FindProblem(type) is { } problem)
            {
                if (IsSettled(problem, context))
                {
                    continue;
                }

                var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.EventType, Locate(type, method, context.CancellationToken), name, problem + "."));
                continue;
            }

            // Events share most of their types. Each type is looked at once, for the first event that reaches it.
            foreach (var part in EventPropertyRules.FindTypes(type, seen.IsNewPart))
            {
                ReportProperties(part, type, context, seen);
                ReportContradiction(part, type, settings, method, context, seen);
            }
        }
    }

    private static void ReportProperties(ITypeSymbol part, ITypeSymbol type, SymbolAnalysisContext context, SeenSymbols seen)
    {
        foreach (var (property, reason) in EventPropertyRules.FindProblems(part).Where(p => seen.IsNewProblem(p.Property)))
        {
            if (!IsSettled(reason, context))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.EventType,
                    property.Locations[0],
                    type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                    $"'{property.ContainingType.Name}.{property.Name}': {reason}, or [JsonIgnore]."));
            }
        }
    }

    private static void ReportContradiction(
        ITypeSymbol part,
        ITypeSymbol type,
        JsonSettings settings,
        AnnotatedMethod method,
        SymbolAnalysisContext context,
        SeenSymbols seen)
    {
        if (JsonAttributes.IsOwnWithoutConverter(part)
            && ObjectProblems.Find((INamedTypeSymbol)part, settings) is { } problem
            && seen.IsNewProblem(problem.Symbol)
            && !(problem.IsOfNames && ProjectText.ChoosesNames(context.Compilation, settings, context.CancellationToken)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.EventType,
                problem.Symbol.Locations.FirstOrDefault(location => location.IsInSource)
                    ?? Locate(type, method, context.CancellationToken),
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                problem.Text + "."));
        }
    }

    /// <summary>Determines whether the project sets <c>IncludeFields</c>, or has converters, which may be for the type.</summary>
    private static bool IsSettled(string problem, SymbolAnalysisContext context) =>
        problem.Contains("the fields of") ? ProjectText.Names(context.Compilation, "IncludeFields", context.CancellationToken)
        : problem.StartsWith(UnwritableValues.Reason, StringComparison.Ordinal)
            && ProjectText.HasConverters(context.Compilation, context.CancellationToken);
}
