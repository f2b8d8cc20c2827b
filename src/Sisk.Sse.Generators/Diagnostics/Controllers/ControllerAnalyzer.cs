using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Controllers;

/// <summary>SSE003: a type whose methods cannot be endpoints, reported once for all of its methods.</summary>
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
                        Descriptors.Controller,
                        Locate(type, problem),
                        type.IsExtension ? type.ContainingType.Name : type.Name,
                        Explain(type, problem) + "."));
                }
            },
            SymbolKind.NamedType);
    }

    /// <summary>
    /// Returns the required member if the type declares it in the user's code, or else the type.
    /// </summary>
    private static Location Locate(INamedTypeSymbol type, ControllerProblem problem) =>
        problem == ControllerProblem.RequiredMember
        && ConstructorRules.FindRequired(type) is { } member
        && SymbolEqualityComparer.Default.Equals(member.ContainingType, type)
        && IsUserCode(member.Locations[0])
            ? member.Locations[0]
            : type.Locations.FirstOrDefault(IsUserCode) ?? type.Locations[0];

    private static bool IsUserCode(Location location) => location.SourceTree is { } tree && !GeneratedTrees.Contains(tree);

    private static string Explain(INamedTypeSymbol type, ControllerProblem problem) => problem switch
    {
        ControllerProblem.RequiredMember =>
            $"nothing sets its required member '{ConstructorRules.FindRequired(type)?.Name}'. "
            + "Take the value as a constructor parameter",
        ControllerProblem.NotAClass when type.IsExtension =>
            "an extension block cannot declare them. Declare them in an ordinary class",
        ControllerProblem.NotAClass => "it is not a class. Declare them in one",
        ControllerProblem.Abstract => "it is abstract. Declare them in a class that derives from it",
        ControllerProblem.Generic =>
            "it is generic, or nested in a generic type. Declare them in a class that is not",
        _ => "generated code cannot access it. Make it and its containing types public or internal",
    };
}
