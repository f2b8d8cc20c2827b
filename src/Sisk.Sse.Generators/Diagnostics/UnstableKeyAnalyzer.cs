using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics;

/// <summary>SSE012: a key of a type whose equal values can have different text.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnstableKeyAnalyzer() : AnnotatedMethodAnalyzer(Descriptors.UnstableKey)
{
    private protected override void Analyze(AnnotatedMethod method, SymbolAnalysisContext context)
    {
        if (method.Shape?.Form != ReturnForm.Push || !method.IsMapped)
        {
            return;
        }

        foreach (var segment in method.Identifier.Segments.Where(s => s.IsParameter))
        {
            if (IdentifierRules.FindKey(segment.Text, method.Parameters) is { } key && !IsStable(key.Type.UnwrapNullable()))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.UnstableKey,
                    AnnotatedSyntax.Parameter(key.Target.Symbol, withModifiers: false, context.CancellationToken),
                    key.Name,
                    key.Type.UnwrapNullable().Name));
            }
        }
    }

    private static bool IsStable(ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double)
        && type.SpecialType is not (SpecialType.System_Decimal or SpecialType.System_DateTime)
        && !type.Is("System", "Half")
        && !type.Is("System", "DateTimeOffset");
}
