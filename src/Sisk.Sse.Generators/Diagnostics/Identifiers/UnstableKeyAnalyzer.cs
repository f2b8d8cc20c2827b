using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Identifiers;

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

    /// <summary>Floating-point numbers are equal only after the same arithmetic, and an address has several spellings.</summary>
    private static bool IsStable(ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double)
        && !type.Is("System", "Half")
        && !type.Is("System", "Uri")
        && (type.TypeKind == TypeKind.Enum || HasText(type));

    /// <summary>
    /// Determines whether the type itself says how it is written. The ToString of a record is the compiler's, and leaves out what is not
    /// public.
    /// </summary>
    private static bool HasText(ITypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            if (current.GetMembers("ToString").OfType<IMethodSymbol>().FirstOrDefault(m => m is { IsOverride: true, Parameters.Length: 0 }) is { } method)
            {
                return !method.IsImplicitlyDeclared
                    && method.FindAttribute("System.Runtime.CompilerServices", "CompilerGeneratedAttribute") is null;
            }
        }

        return type.AllInterfaces.Any(i => i.Is("System", "IFormattable"));
    }
}
