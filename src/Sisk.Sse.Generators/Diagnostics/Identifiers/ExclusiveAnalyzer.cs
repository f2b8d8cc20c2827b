using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Identifiers;

/// <summary>SSE030: a stream that cannot be exclusive.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExclusiveAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.Exclusive)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (!method.IsExclusive || !method.IsMapped)
        {
            return;
        }

        var problem = method.Shape!.Form != ReturnForm.Push
            ? "it is not a push stream. Remove Exclusive."
            : method.Identifier.Segments.All(s => !s.IsParameter)
                ? "its identifier has no parameter, so only one client can be connected. Name a parameter, or remove Exclusive."
                : null;
        if (problem is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Exclusive, AnnotatedSyntax.Name(method), method.Symbol.Name, problem));
        }
    }
}
