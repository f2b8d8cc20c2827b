using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Sisk.Sse.Generators.Rules;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Diagnostics.Sources;

/// <summary>Finds the functions that are handlers of the imperative form.</summary>
internal static class HandlerSymbols
{
    public static bool IsAsynchronous(IMethodSymbol function) =>
        function.IsAsync || function.ReturnType.IsNamed("Task") || function.ReturnType.IsNamed("ValueTask");

    /// <summary>Determines whether a function is an annotated method, or a lambda of a <c>Route</c>.</summary>
    public static bool IsHandler(IMethodSymbol function, IOperation body) =>
        AnnotatedMethod.Find(function).Any() || IsGivenToRoute(body.Parent);

    private static bool IsGivenToRoute(IOperation? operation)
    {
        for (var current = operation; current is not (null or IBlockOperation); current = current.Parent)
        {
            if (current is IObjectCreationOperation creation)
            {
                return creation.Type.Is(KnownNamespaces.Sse, "Route");
            }
        }

        return false;
    }

    private static bool IsNamed(this ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingNamespace.IsNamed(KnownNamespaces.Tasks);
}
