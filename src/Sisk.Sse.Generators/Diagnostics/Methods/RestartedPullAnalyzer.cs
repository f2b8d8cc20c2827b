using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE074: a pull stream to which a browser reconnects, without the id of the last event that it received.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RestartedPullAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.RestartedPull)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        // Only clients of streams with the default end reconnect, and they use GET.
        if (method is { IsMapped: true, HasBody: false, End: "Event", Shape.Form: ReturnForm.Pull or ReturnForm.PullItems }
            && !method.Parameters.SelectMany(p => p.Values).Any(CanTellLastId)
            && AnnotatedSyntax.Attribute(method.Attribute, context.CancellationToken) is { } attribute)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.RestartedPull, attribute.GetLocation(), method.Symbol.Name));
        }
    }

    /// <summary>Determines whether a parameter is the id, or gives access to the request.</summary>
    private static bool CanTellLastId(BoundParameter parameter) => parameter.Binding.Source
        is BindingSource.LastEventId or BindingSource.HttpContext or BindingSource.HttpRequest or BindingSource.HttpResponse
            or BindingSource.BindAsync
        || (parameter.Binding.Source is BindingSource.Header && IsNamed(parameter, "Last-Event-ID"))
        || (parameter.Binding.Source is BindingSource.Query or BindingSource.RouteOrQuery && IsNamed(parameter, "lastEventId"));

    private static bool IsNamed(BoundParameter parameter, string name) =>
        string.Equals(parameter.Binding.WireName, name, StringComparison.OrdinalIgnoreCase);
}
