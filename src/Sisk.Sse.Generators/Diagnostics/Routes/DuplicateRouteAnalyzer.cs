using System.Collections.Generic;
using System.Linq;
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
        DiagnosticDescriptor descriptor,
        AnnotatedMethod method,
        AnnotatedMethod other,
        Location mapping,
        CancellationToken cancellationToken) =>
        Diagnostic.Create(
            descriptor,
            AnnotatedSyntax.FirstArgument(method.Attribute, cancellationToken)?.GetLocation() ?? mapping,
            Name(method.Symbol.Name, method, other),
            Name(other.Symbol.ContainingType.Name + "." + other.Symbol.Name, other, method),
            RouteKey.Verb(other) + " " + other.Pattern);

    /// <summary>Returns the name, with the library where it could be either.</summary>
    private static string Name(string name, AnnotatedMethod method, AnnotatedMethod other) =>
        SymbolEqualityComparer.Default.Equals(method.Symbol.ContainingAssembly, other.Symbol.ContainingAssembly)
        || method.Symbol.Locations.Any(location => location.IsInSource)
            ? $"'{name}'"
            : $"'{name}' of {method.Symbol.ContainingAssembly.Name}";
}
