using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Events;

/// <summary>SSE014: two events of a stream with the same name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateEventNameAnalyzer : EventTypeAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.DuplicateEventName];

    private protected override void Analyze(
        ITypeSymbol payload, AnnotatedMethod method, SymbolAnalysisContext context, SeenSymbols seen)
    {
        if (EventRules.FindEvents(payload, method.Symbol.ContainingAssembly) is not { Count: > 1 } all)
        {
            return;
        }

        var owners = new Dictionary<string, ITypeSymbol>(StringComparer.Ordinal);
        var taken = new HashSet<string>(all.Select(Name), StringComparer.Ordinal);
        var events = all
            .OrderBy(t => t.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(t => t.Locations[0].SourceSpan.Start);
        foreach (var type in events)
        {
            var name = Name(type);
            if (!owners.TryGetValue(name, out var owner))
            {
                owners.Add(name, type);
                continue;
            }

            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.DuplicateEventName,
                Locate(type, method, context.CancellationToken),
                Fix(type, owner, name, taken),
                Display(type),
                name,
                Display(owner)));
        }
    }

    /// <summary>
    /// Returns the properties for the fix. There is none for two events of one generic type, which share their attribute.
    /// </summary>
    private static ImmutableDictionary<string, string?> Fix(ITypeSymbol type, ITypeSymbol owner, string name, HashSet<string> taken)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        return SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, owner.OriginalDefinition)
            ? properties
            : properties.Add(DiagnosticProperties.Name, Suggest(type, name, taken));
    }

    /// <summary>Returns the name with those of the containing types, which distinguish types of the same name.</summary>
    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static string Name(ITypeSymbol type) => EventRules.FindGivenName(type) ?? EventNames.ToCamelCase(type.Name);

    /// <summary>
    /// Returns the name of the type if another was given, or else prefixes it with that of the containing type, or else adds a number.
    /// A fix can be applied to all duplicates at once, so no name is suggested twice.
    /// </summary>
    private static string Suggest(ITypeSymbol type, string name, HashSet<string> taken)
    {
        string[] candidates =
            [EventNames.ToCamelCase(type.Name), EventNames.ToCamelCase(type.ContainingType?.Name + type.Name), name + "2"];
        var suggested = Array.Find(candidates, taken.Add);
        for (var number = 3; suggested is null; number++)
        {
            var candidate = name + number.ToString(CultureInfo.InvariantCulture);
            suggested = taken.Add(candidate) ? candidate : null;
        }

        return suggested;
    }
}
