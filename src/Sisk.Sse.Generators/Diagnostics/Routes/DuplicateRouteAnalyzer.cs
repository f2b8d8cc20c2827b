using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE010: two methods with the same route.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateRouteAnalyzer() : ClashAnalyzer(Descriptors.DuplicateRoute)
{
    private protected override IEnumerable<(AnnotatedMethod Method, AnnotatedMethod Other)> FindClashes(
        IReadOnlyList<AnnotatedMethod> methods)
    {
        var owners = new Dictionary<string, AnnotatedMethod>();
        foreach (var method in methods)
        {
            var key = RouteKey.Of(method, RouteKey.Verb(method));
            if (owners.TryGetValue(key, out var owner))
            {
                yield return (method, owner);
            }
            else
            {
                owners.Add(key, method);
            }
        }
    }

    private protected override IEnumerable<AnnotatedMethod> FindReferenced(Compilation compilation) => ReferencedStreams.Find(compilation);

    private protected override Diagnostic Create(
        DiagnosticDescriptor descriptor, AnnotatedMethod method, AnnotatedMethod other, CancellationToken cancellationToken) =>
        Diagnostic.Create(
            descriptor,
            AnnotatedSyntax.FirstArgument(method.Attribute, cancellationToken)?.GetLocation() ?? Location.None,
            method.Symbol.Name,
            other.Symbol.ContainingType.Name + "." + other.Symbol.Name,
            RouteKey.Verb(other) + " " + other.Pattern);
}
