using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Routing;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE010: two methods with the same route.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateRouteAnalyzer() : ClashAnalyzer(Descriptors.DuplicateRoute)
{
    private protected override IEnumerable<(AnnotatedMethod Method, AnnotatedMethod Other)> FindClashes(IReadOnlyList<AnnotatedMethod> methods)
    {
        var owners = new Dictionary<string, AnnotatedMethod>();
        foreach (var method in methods)
        {
            var key = Verb(method) + " " + Normalize(method.Route) + EndpointSelection.Describe(method.Symbol);
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
            Verb(other) + " " + other.Pattern);

    private static string Verb(AnnotatedMethod method) => method.HasBody ? "POST" : "GET";

    /// <summary>Reduces a route to the parts that tell routes apart: literal text in any case, and parameters by their constraints, not their names.</summary>
    private static string Normalize(RouteTemplate route) =>
        string.Join("/", route.Segments.Select(s => string.Concat(s.Select(Normalize))));

    private static string Normalize(RoutePart part) => part.IsParameter
        ? "{" + (part.IsCatchAll ? "*" : "") + string.Join(":", part.Constraints) + "}"
        : part.Text.ToLowerInvariant();
}
