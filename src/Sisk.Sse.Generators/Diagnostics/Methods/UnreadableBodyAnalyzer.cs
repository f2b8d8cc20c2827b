using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Contract;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE078: a body whose type System.Text.Json cannot read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadableBodyAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.UnreadableBody)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (!method.HasBody
            || BodyChoice.Find(method.Parameters.SelectMany(p => p.Values)) is not [var body, ..]
            || !IsSureToBeRead(body, context))
        {
            return;
        }

        var settings = JsonSettings.Read(context.Options.AnalyzerConfigOptionsProvider, context.CancellationToken);
        var problem = BodyProblems.Find(body.Type, settings).FirstOrDefault(
            found => !found.IsOfNames || !ProjectText.ChoosesNames(context.Compilation, settings, context.CancellationToken));
        if (problem is not null && !IsSettled(context.Compilation, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.UnreadableBody,
                AnnotatedSyntax.Parameter(body.Target.Symbol, withModifiers: false, context.CancellationToken),
                body.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                problem.Text + "."));
        }
    }

    /// <summary>Determines whether a parameter is the body, and not a class that may be a service.</summary>
    private static bool IsSureToBeRead(BoundParameter body, SymbolAnalysisContext context) => body.Binding.Source switch
    {
        BindingSource.Body => true,
        BindingSource.ServiceOrBody => body.Type is INamedTypeSymbol { IsRecord: true }
            && !ProjectText.Registers(context.Compilation, body.Type.Name, context.CancellationToken),
        _ => false,
    };

    /// <summary>Determines whether the project may configure at run time how such a type is read.</summary>
    private static bool IsSettled(Compilation compilation, CancellationToken cancellationToken) =>
        ProjectText.HasConverters(compilation, cancellationToken)
        || ProjectText.Names(compilation, "PolymorphismOptions", cancellationToken)
        || ProjectText.Names(compilation, "CreateObject", cancellationToken);
}
