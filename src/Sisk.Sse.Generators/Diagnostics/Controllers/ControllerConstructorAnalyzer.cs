using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Controllers;

/// <summary>SSE058: a class whose constructor dependency injection cannot call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ControllerConstructorAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.ControllerConstructor];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(static symbol => Analyze((INamedTypeSymbol)symbol.Symbol, symbol), SymbolKind.NamedType);
    }

    private static void Analyze(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        if (type is not { TypeKind: TypeKind.Class, IsStatic: false }
            || !AnnotatedMethod.Find(type).Any(m => m is { IsMapped: true, Symbol.IsStatic: false }))
        {
            return;
        }

        if (ConstructorRules.Choose(type) is not { } constructor)
        {
            if (!IsRegistered(type, context))
            {
                Report(
                    type.Locations[0],
                    $"Dependency injection has no constructor of '{type.Name}' to call",
                    "Make one public or internal",
                    context);
            }

            return;
        }

        foreach (var parameter in constructor.Parameters.Where(IsMissing))
        {
            if (!IsSupplied(parameter.Type, context) && !IsRegistered(type, context))
            {
                Report(
                    AnnotatedSyntax.Parameter(parameter, withModifiers: false, context.CancellationToken),
                    $"Dependency injection has no '{Name(parameter.Type)}' for the constructor of '{type.Name}'",
                    ServiceRules.IsOfRequest(parameter.Type)
                        ? "Take it as a parameter of the method"
                        : $"Take IOptions<T> or another service, or register '{type.Name}' yourself",
                    context);
            }
        }
    }

    /// <summary>
    /// Determines whether the application may have registered the type. Parts of a request are usually registered with the accessor.
    /// </summary>
    private static bool IsSupplied(ITypeSymbol type, SymbolAnalysisContext context) =>
        ProjectText.Registers(context.Compilation, Name(type), context.CancellationToken)
        || ProjectText.RegistersInferred(context.Compilation, type, context.CancellationToken)
        || (ServiceRules.IsOfRequest(type) && ProjectText.Names(context.Compilation, "IHttpContextAccessor", context.CancellationToken));

    private static bool IsMissing(IParameterSymbol parameter) =>
        parameter is { HasExplicitDefaultValue: false, NullableAnnotation: not NullableAnnotation.Annotated }
        && !parameter.Type.IsNullableValue()
        && !parameter.Type.HasError()
        && parameter.GetAttributes().IsEmpty
        && ServiceRules.IsUnlikely(parameter.Type);

    /// <summary>Determines whether the application registers or creates the class itself.</summary>
    private static bool IsRegistered(INamedTypeSymbol type, SymbolAnalysisContext context) =>
        ProjectText.Registers(context.Compilation, type.Name, context.CancellationToken)
        || ProjectText.Creates(context.Compilation, type.Name, context.CancellationToken);

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static void Report(Location location, string problem, string repair, SymbolAnalysisContext context) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.ControllerConstructor, location, problem, repair));
}
