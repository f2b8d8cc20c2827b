using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Sisk.Sse.Generators.Diagnostics.Shared;

namespace Sisk.Sse.Generators.Diagnostics.Startup;

/// <summary>Finds calls of generated methods by name, since the generator may not have run yet during typing.</summary>
internal sealed class ProjectCalls
{
    private readonly string _name;
    private readonly ConcurrentBag<Location> _locations = [];

    /// <summary>The names of other methods in calls.</summary>
    private readonly ConcurrentBag<SyntaxNode> _others = [];

    private ProjectCalls(string name) => _name = name;

    public bool IsEmpty => _locations.IsEmpty;

    public IEnumerable<Location> Locations => _locations;

    public static ProjectCalls Gather(CompilationStartAnalysisContext context, string name)
    {
        var calls = new ProjectCalls(name);
        context.RegisterSyntaxNodeAction(
            node =>
            {
                var call = (InvocationExpressionSyntax)node.Node;
                if (Name(call) is not { } called || called.Identifier.ValueText != calls._name)
                {
                    return;
                }

                if (IsOfOther(node.SemanticModel.GetSymbolInfo(call, node.CancellationToken).Symbol))
                {
                    calls._others.Add(called);
                }
                else
                {
                    calls._locations.Add(called.GetLocation());
                }
            },
            SyntaxKind.InvocationExpression);
        return calls;
    }

    /// <summary>Determines whether code refers to the method at all, such as by a delegate.</summary>
    public bool IsNamed(CompilationAnalysisContext context) =>
        ProjectText.Names(context.Compilation, _name, context.CancellationToken, name => !_others.Contains(name));

    /// <summary>Determines whether it is the method of the same name for health checks or OpenAPI.</summary>
    public static bool IsOfOther(ISymbol? symbol) =>
        symbol is IMethodSymbol method
            && (method.ReducedFrom ?? method).Parameters is [{ Type.Name: "IHealthChecksBuilder" or "OpenApiOptions" }, ..];

    private static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
