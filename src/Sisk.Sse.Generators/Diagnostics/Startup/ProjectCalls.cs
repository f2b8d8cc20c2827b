using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;

namespace Sisk.Sse.Generators.Diagnostics.Startup;

/// <summary>The calls of generated methods in a project, by name: while the user types, the generator may not have run yet.</summary>
internal sealed class ProjectCalls
{
    private readonly string _name;
    private readonly ConcurrentBag<Location> _locations = [];

    private ProjectCalls(string name) => _name = name;

    public bool IsEmpty => _locations.IsEmpty;

    public IEnumerable<Location> Locations => _locations;

    public static ProjectCalls Gather(CompilationStartAnalysisContext context, string name)
    {
        var calls = new ProjectCalls(name);
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (Name((InvocationExpressionSyntax)node.Node) is { } called && called.Identifier.ValueText == calls._name)
                {
                    calls._locations.Add(called.GetLocation());
                }
            },
            SyntaxKind.InvocationExpression);
        return calls;
    }

    /// <summary>Determines whether the method is named at all, as where it becomes a delegate.</summary>
    public bool IsNamed(CompilationAnalysisContext context) => ProjectText.Names(context.Compilation, _name, context.CancellationToken);

    private static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
