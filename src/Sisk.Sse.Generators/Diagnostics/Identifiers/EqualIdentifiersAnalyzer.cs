using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Identifiers;

/// <summary>SSE011: two exclusive streams whose identifiers can be equal. Those of other streams have a unique segment.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EqualIdentifiersAnalyzer() : ClashAnalyzer(Descriptors.EqualIdentifiers)
{
    private protected override IEnumerable<(AnnotatedMethod Method, AnnotatedMethod Other)> FindClashes(
        IReadOnlyList<AnnotatedMethod> methods)
    {
        var index = new IdentifierIndex(IdentifierOverlap.CanBeEqual);
        foreach (var stream in methods.Where(m => m.Shape?.Form == ReturnForm.Push && m.IsExclusive))
        {
            if (index.Add(stream) is { } other)
            {
                yield return (stream, other);
            }
        }
    }

    private protected override Diagnostic Create(
        DiagnosticDescriptor descriptor,
        AnnotatedMethod method,
        AnnotatedMethod other,
        Location mapping,
        CancellationToken cancellationToken) =>
        Diagnostic.Create(
            descriptor,
            method.IdentifierText is { } text
                ? AnnotatedSyntax.Property(method, "Identifier", 0, text.Length, cancellationToken)
                : AnnotatedSyntax.Name(method),
            method.Symbol.Name,
            other.Symbol.ContainingType.Name + "." + other.Symbol.Name);
}
