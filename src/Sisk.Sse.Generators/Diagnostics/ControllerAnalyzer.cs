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
                if (ControllerRules.Check(type) is var problem and not ControllerProblem.None
                    && AnnotatedMethod.Find(type).Any(m => !ControllerRules.Allows(problem, m.Symbol)))
                {
                    symbol.ReportDiagnostic(Diagnostic.Create(
                        Descriptors.Controller, Locate(type, problem), type.Name, Explain(type, problem)));
                }
            },
            SymbolKind.NamedType);
    }

    /// <summary>The required member, where it is one of the type's own.</summary>
    private static Location Locate(INamedTypeSymbol type, ControllerProblem problem) =>
        problem == ControllerProblem.RequiredMember
        && ConstructorRules.FindRequired(type) is { } member
        && SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
            ? member.Locations[0]
            : type.Locations[0];

    private static string Explain(INamedTypeSymbol type, ControllerProblem problem) => problem switch
    {
        ControllerProblem.RequiredMember =>
            $"nothing sets its required member '{ConstructorRules.FindRequired(type)?.Name}'; "
            + "take the value as a parameter of the constructor, or mark the constructor that sets it with [SetsRequiredMembers]",
        ControllerProblem.NotAClass when type.IsExtension =>
            "it extends another type, which a request does not come with; declare them in an ordinary class",
        ControllerProblem.NotAClass => "it is no class; declare them in one",
        ControllerProblem.Abstract => "it is abstract and cannot be created; declare them in a class that derives from it",
        ControllerProblem.Generic =>
            "nothing says which type arguments to use; declare them in a class that is not generic, nor nested in one that is",
        _ => "generated code cannot see it; make it, and the types that contain it, public or internal",
    };
}
