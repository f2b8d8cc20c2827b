using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE003: a type whose methods cannot be endpoints, reported once whatever the number of its methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ControllerAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.Controller];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            static symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (ControllerRules.Check(type) is var problem and not ControllerProblem.None && AnnotatedMethod.Find(type).Any())
                {
                    symbol.ReportDiagnostic(Diagnostic.Create(Descriptors.Controller, type.Locations[0], type.Name, Explain(problem)));
                }
            },
            SymbolKind.NamedType);
    }

    private static string Explain(ControllerProblem problem) => problem switch
    {
        ControllerProblem.NotAClass => "it is no class; declare them in one",
        ControllerProblem.Abstract => "it is abstract and cannot be created; declare them in a class that derives from it",
        ControllerProblem.Generic =>
            "nothing says which type arguments to use; declare them in a class that is not generic, nor nested in one that is",
        _ => "generated code cannot see it; make it, and the types that contain it, public or internal",
    };
}
