using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE074: a pull stream that a browser reconnects to, and that cannot know what the browser has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RestartedPullAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.RestartedPull)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // Only clients of the default end reconnect by themselves, and they do so by GET.
        if (method is { IsMapped: true, HasBody: false, End: "Event", Shape.Form: ReturnForm.Pull or ReturnForm.PullItems }
            && !method.Parameters.SelectMany(p => p.Values).Any(CanTellLastId)
            && AnnotatedSyntax.Attribute(method.Attribute, context.CancellationToken) is { } attribute)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.RestartedPull, attribute.GetLocation(), method.Symbol.Name));
        }
    }

    /// <summary>Determines whether a parameter is the id, or has the request.</summary>
    private static bool CanTellLastId(BoundParameter parameter) => parameter.Binding.Source
        is BindingSource.LastEventId or BindingSource.HttpContext or BindingSource.HttpRequest or BindingSource.HttpResponse or BindingSource.BindAsync
        || (parameter.Binding.Source is BindingSource.Header && IsNamed(parameter, "Last-Event-ID"))
        || (parameter.Binding.Source is BindingSource.Query or BindingSource.RouteOrQuery && IsNamed(parameter, "lastEventId"));

    private static bool IsNamed(BoundParameter parameter, string name) =>
        string.Equals(parameter.Binding.WireName, name, StringComparison.OrdinalIgnoreCase);
}
