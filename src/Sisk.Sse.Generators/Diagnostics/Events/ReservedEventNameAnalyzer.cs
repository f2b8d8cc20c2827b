using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE053: an event type whose name has another meaning for the page.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReservedEventNameAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.ReservedEventName];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            var reported = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
            start.RegisterMethodAction(symbol =>
            {
                foreach (var method in AnnotatedMethod.Find((IMethodSymbol)symbol.Symbol))
                {
                    AnalyzeTypes(method, reported, symbol);
                }
            });
        });
        context.RegisterOperationAction(
            static operation => ReservedNameArguments.Analyze(operation), OperationKind.Invocation, OperationKind.ObjectCreation);
    }

    private static void AnalyzeTypes(AnnotatedMethod method, ConcurrentDictionary<ISymbol, bool> reported, SymbolAnalysisContext context)
    {
        // An SseItem has its own event type.
        if (method.Shape is not { Payload: { } payload, Form: not ReturnForm.PullItems } shape)
        {
            return;
        }

        foreach (var type in EventRules.FindEvents(payload, method.Symbol.ContainingAssembly))
        {
            if (EventRules.FindWireName(type, payload, method.Symbol.ContainingAssembly) is { } name
                && ReservedEventNames.Find(name, shape.Form, method.End == "Event") is { } reason
                && (type.Locations.All(l => l.IsInMetadata) || reported.TryAdd(type, true)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.ReservedEventName,
                    EventTypeAnalyzer.Locate(type, method, context.CancellationToken),
                    ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Name, Suggest(type, name)),
                    name,
                    reason));
            }
        }
    }

    private static string Suggest(ITypeSymbol type, string name)
    {
        var outer = type.ContainingType?.Name ?? type.Name;
        var prefix = outer.EndsWith("Event", System.StringComparison.Ordinal) ? outer.Substring(0, outer.Length - "Event".Length) : outer;
        return prefix.Length == 0 || EventNames.ToCamelCase(prefix) == name
            ? name + "Event"
            : EventNames.ToCamelCase(prefix) + EventNames.ToPascalCase(name);
    }
}
