using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Parsing;

namespace Sisk.Sse.Generators.Diagnostics.Controllers;

/// <summary>SSE008: two streams of a class that would have the same broadcast method.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BroadcastSignatureAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.BroadcastSignature];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static symbol => Analyze(symbol), SymbolKind.NamedType);
    }

    /// <summary>Returns the method's name, with its route if the other method has the same name.</summary>
    private static string Display(EndpointModel stream, EndpointModel other) =>
        stream.Method.Name == other.Method.Name ? $"{stream.Method.Name} ({stream.Verb} {stream.Pattern})" : stream.Method.Name;

    private static void Analyze(SymbolAnalysisContext context)
    {
        var streams = EndpointParser.Parse((INamedTypeSymbol)context.Symbol, context.Compilation)
            .Where(e => e.Model.Form == ReturnForm.Push)
            .ToLookup(e => e.Model, e => e.Method);   // a copied method has an equal model; the compiler reports the copy
        if (streams.Count < 2)
        {
            return;
        }

        // A fix can be applied to all streams at once, so no name is suggested twice.
        var names = new UniqueNames([.. streams.Select(s => s.Key.BroadcastPrefix)]);
        var owners = new Dictionary<BroadcastSignature, EndpointModel>();
        var controllers = ControllerGrouping.Group([.. streams.Select(s => s.Key)]);
        foreach (var stream in controllers.SelectMany(c => c.Endpoints).Select(e => e.Endpoint))
        {
            var clashes = BroadcastPlan.Signatures(stream).Where(owners.ContainsKey).Take(1).ToArray();
            foreach (var signature in BroadcastPlan.Signatures(stream).Where(s => !owners.ContainsKey(s)))
            {
                owners.Add(signature, stream);
            }

            foreach (var clash in clashes)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.BroadcastSignature,
                    AnnotatedSyntax.Name(streams[stream].First()),
                    ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Name, names.Choose(stream.Method.Name)),
                    Display(stream, owners[clash]),
                    clash.Name,
                    Display(owners[clash], stream)));
            }
        }
    }
}
