using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Routes;

/// <summary>SSE075: a resumable stream whose GET is the route of another stream.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ResumeRouteAnalyzer() : ClashAnalyzer(Descriptors.ResumeRoute)
{
    private const string Verb = "GET";

    private protected override IEnumerable<(AnnotatedMethod Method, AnnotatedMethod Other)> FindClashes(
        IReadOnlyList<AnnotatedMethod> methods)
    {
        var owners = methods.Where(m => !m.HasBody).GroupBy(m => RouteKey.Of(m, Verb)).ToDictionary(
            group => group.Key, group => group.First());
        return methods
            .Where(m => m.IsResumable && owners.ContainsKey(RouteKey.Of(m, Verb)))
            .Select(m => (m, owners[RouteKey.Of(m, Verb)]));
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
            method.Symbol.Name,
            other.Symbol.ContainingType.Name + "." + other.Symbol.Name,
            Verb + " " + other.Pattern);
}
