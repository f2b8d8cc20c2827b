using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for types that declare endpoints.</summary>
internal static class ControllerRules
{
    /// <summary>The end of the names of broadcasters.</summary>
    public const string BroadcasterSuffix = "Broadcaster";

    public static ControllerProblem Check(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => ControllerProblem.NotAClass,
        { IsAbstract: true, IsStatic: false } => ControllerProblem.Abstract,
        _ when IsGeneric(type) => ControllerProblem.Generic,
        _ when !AccessRules.IsAccessible(type) => ControllerProblem.Inaccessible,
        _ when ConstructorRules.FindRequired(type) is not null => ControllerProblem.RequiredMember,
        _ => ControllerProblem.None,
    };

    /// <summary>Determines whether a method can be called despite the problem. Static methods need no instance.</summary>
    public static bool Allows(ControllerProblem problem, IMethodSymbol method) =>
        problem == ControllerProblem.None
        || (method.IsStatic && problem is ControllerProblem.Abstract or ControllerProblem.RequiredMember);

    /// <summary>Returns the usual name of the broadcaster. Nested controllers can share it, and then get other names.</summary>
    public static string BroadcasterName(INamedTypeSymbol type) => type.Name + BroadcasterSuffix;

    /// <summary>Determines whether another type or namespace has the name of the broadcaster.</summary>
    public static bool HasNamesake(INamedTypeSymbol type) =>
        type.ContainingNamespace.GetMembers(BroadcasterName(type)).Any(
            member => member is not INamedTypeSymbol other || !IsGenerated(other));

    /// <summary>Determines whether this library's generator wrote the type.</summary>
    public static bool IsGenerated(ITypeSymbol type) =>
        type.FindAttribute("System.CodeDom.Compiler", "GeneratedCodeAttribute")?.FirstText() == "Sisk.Sse.Generators";

    private static bool IsGeneric(INamedTypeSymbol type) => type.IsGenericType || (type.ContainingType is { } outer && IsGeneric(outer));

    /// <summary>Returns the text of <c>[RoutePrefix]</c>, which a base class may carry; empty without one.</summary>
    public static string FindPrefix(INamedTypeSymbol type)
    {
        foreach (var candidate in type.SelfAndBases())
        {
            if (candidate.FindAttribute(KnownNamespaces.Sse, "RoutePrefixAttribute") is { } prefix)
            {
                return prefix.FirstText() ?? "";
            }
        }

        return "";
    }
}
