using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Rules;

namespace Sisk.Sse.Generators.Diagnostics.Shared;

/// <summary>Collects the annotated methods of a project, for diagnostics that depend on all of them.</summary>
internal sealed class ProjectMethods
{
    private readonly ConcurrentBag<AnnotatedMethod> _methods = [];

    public static ProjectMethods Gather(CompilationStartAnalysisContext context)
    {
        var all = new ProjectMethods();
        context.RegisterMethodAction(symbol =>
        {
            foreach (var method in AnnotatedMethod.Find((IMethodSymbol)symbol.Symbol))
            {
                all._methods.Add(method);
            }
        });
        return all;
    }

    public IReadOnlyList<AnnotatedMethod> InOrder() => InOrder(_methods);

    /// <summary>Returns the methods that get routes, ordered by file and line.</summary>
    public static IReadOnlyList<AnnotatedMethod> InOrder(IEnumerable<AnnotatedMethod> methods) =>
    [
        .. methods
            .Where(m => m.IsMapped)
            .OrderBy(m => m.Symbol.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(m => m.Symbol.Locations[0].SourceSpan.Start)
            .ThenBy(m => m.HasBody),
    ];
}
