using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sisk.Sse.Analyzers.Tests.Support;

/// <summary>
/// Reports unused parameters where IDE0060 of .NET and RCS1163 of Roslynator do. Their assemblies need the compiler that they come with.
/// </summary>
[SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1001", Justification = "No compiler loads it.")]
[SuppressMessage("MicrosoftCodeAnalysisReleaseTracking", "RS2008", Justification = "The rules are those of others.")]
internal sealed class UnusedParameters : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor _name = Describe("IDE0060");
    private static readonly DiagnosticDescriptor _declaration = Describe("RCS1163");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [_name, _declaration];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var method = (MethodDeclarationSyntax)context.Node;
        var used = method.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).ToHashSet();
        foreach (var parameter in method.ParameterList.Parameters.Where(p => !used.Contains(p.Identifier.ValueText)))
        {
            context.ReportDiagnostic(Diagnostic.Create(_name, parameter.Identifier.GetLocation()));
            context.ReportDiagnostic(Diagnostic.Create(_declaration, parameter.GetLocation()));
        }
    }

    private static DiagnosticDescriptor Describe(string id) =>
        new(id, "Unused parameter", "Remove the parameter", "Style", DiagnosticSeverity.Info, isEnabledByDefault: true);
}
