using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Methods;

/// <summary>SSE043: a <c>Name</c> or <c>Identifier</c> of a route that has no effect.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredSettingAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.IgnoredSetting)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (method.Shape is not { Form: var form })
        {
            return;
        }

        if (form != ReturnForm.Push)
        {
            Report("Name", "only push streams have broadcasts", "Remove it");
            Report("Identifier", "only push streams have an identifier", "Remove it");
        }
        else if (method.Attribute.Property("Name") is string { Length: > 0 } name && !SyntaxFacts.IsValidIdentifier("_" + name))
        {
            Report("Name", $"'{name}' cannot be part of a method's name", "Use letters and digits");
        }

        void Report(string property, string reason, string advice)
        {
            if (method.Attribute.Property(property) is string text)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.IgnoredSetting,
                    AnnotatedSyntax.Property(method, property, 0, text.Length, context.CancellationToken),
                    property,
                    method.Symbol.Name,
                    reason,
                    advice));
            }
        }
    }
}
