using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE014: two events of one stream under one name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateEventNameAnalyzer : EventTypeAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.DuplicateEventName];

    private protected override void Analyze(
        ITypeSymbol payload, AnnotatedMethod method, SymbolAnalysisContext context, Func<ISymbol, bool> isNew)
    {
        if (EventRules.FindEvents(payload, method.Symbol.ContainingAssembly) is not { Count: > 1 } all)
        {
            return;
        }

        var owners = new Dictionary<string, ITypeSymbol>(StringComparer.Ordinal);
        var events = all
            .OrderBy(t => t.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(t => t.Locations[0].SourceSpan.Start);
        foreach (var type in events)
        {
            var name = EventRules.FindGivenName(type) ?? EventNames.ToCamelCase(type.Name);
            if (!owners.TryGetValue(name, out var owner))
            {
                owners.Add(name, type);
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.DuplicateEventName,
                Locate(type, method, context.CancellationToken),
                ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Name, Suggest(type, name, all)),
                Display(type),
                name,
                Display(owner)));
        }
    }

    /// <summary>With the types it is nested in, which tell two of one name apart.</summary>
    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>The type's own name where another was given, else that of the type it is nested in before it.</summary>
    private static string Suggest(ITypeSymbol type, string taken, IReadOnlyList<ITypeSymbol> all)
    {
        var names = all.Select(t => EventRules.FindGivenName(t) ?? EventNames.ToCamelCase(t.Name)).ToArray();
        string[] candidates = [EventNames.ToCamelCase(type.Name), EventNames.ToCamelCase(type.ContainingType?.Name + type.Name), taken + "2"];
        return candidates.First(c => !names.Contains(c));
    }
}
