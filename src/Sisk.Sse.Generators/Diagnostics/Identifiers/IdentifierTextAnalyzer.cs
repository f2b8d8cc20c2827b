using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Diagnostics.Sources;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Identifiers;

/// <summary>SSE067: text from a request within an identifier that has several segments.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdentifierTextAnalyzer() : OpeningAnalyzer(Descriptors.IdentifierText)
{
    private protected override void Analyze(IInvocationOperation opening, SourceUses uses, OperationAnalysisContext context)
    {
        if (opening.Arguments.FirstOrDefault(a => a.Parameter?.Name == "identifier")?.Value is not IInterpolatedStringOperation text
            || !text.Parts.OfType<IInterpolatedStringTextOperation>().Any(HasSlash))
        {
            return;
        }

        foreach (var hole in text.Parts.OfType<IInterpolationOperation>().Where(p => IsOfRequest(p.Expression)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.IdentifierText, hole.Expression.Syntax.GetLocation(), hole.Expression.Syntax.ToString()));
        }
    }

    private static bool HasSlash(IInterpolatedStringTextOperation text) =>
        text.Text.ConstantValue is { HasValue: true, Value: string literal } && literal.IndexOf('/') >= 0;

    /// <summary>Determines whether a value is text from the request, possibly in a local variable or parameter.</summary>
    private static bool IsOfRequest(IOperation expression) => expression switch
    {
        IConversionOperation conversion => IsOfRequest(conversion.Operand),
        ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: [var declaration] } local } reference =>
            IsText(local.Type) && FindValue(reference, local) is { } value && IsOfRequest(value),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation part } =>
            IsRequestPart(part.Property),
        IInvocationOperation { TargetMethod.Name: "ToString" or "Trim" or "ToLowerInvariant", Instance: { } instance } =>
            IsOfRequest(instance),
        IBinaryOperation or ICoalesceOperation => expression.ChildOperations.Any(IsOfRequest),
        _ => false,
    };

    private static IOperation? FindValue(IOperation reference, ILocalSymbol local)
    {
        var root = reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local))?.Initializer?.Value;
    }

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Object
            || type.Is("Microsoft.Extensions.Primitives", "StringValues");

    private static bool IsRequestPart(IPropertySymbol property) =>
        property.Name is "Query" or "RouteValues" or "Headers" or "Cookies"
            && property.ContainingType.Is(KnownNamespaces.Http, "HttpRequest");
}
