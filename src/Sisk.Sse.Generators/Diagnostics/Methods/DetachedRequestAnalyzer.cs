using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE076: a resumable stream that takes the request, which ends before the stream does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DetachedRequestAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.DetachedRequest)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (!method.IsResumable)
        {
            return;
        }

        foreach (var value in method.Parameters.SelectMany(p => p.Values).Where(IsOfRequest))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.DetachedRequest,
                AnnotatedSyntax.Parameter(value.Target.Symbol, withModifiers: false, context.CancellationToken),
                value.Name,
                method.Symbol.Name));
        }
    }

    private static bool IsOfRequest(BoundParameter parameter) => parameter.Binding.Source
        is BindingSource.HttpContext or BindingSource.HttpRequest or BindingSource.HttpResponse
        or BindingSource.BodyStream or BindingSource.BodyReader;
}
