using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Which types may declare endpoints.</summary>
internal static class ControllerRules
{
    public static ControllerProblem Check(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => ControllerProblem.NotAClass,
        { IsAbstract: true, IsStatic: false } => ControllerProblem.Abstract,
        _ when IsGeneric(type) => ControllerProblem.Generic,
        _ when !AccessRules.IsAccessible(type) => ControllerProblem.Inaccessible,
        _ when ConstructorRules.FindRequired(type) is not null => ControllerProblem.RequiredMember,
        _ => ControllerProblem.None,
    };

    /// <summary>Whether a method can be called in spite of the problem: a static one needs no instance.</summary>
    public static bool Allows(ControllerProblem problem, IMethodSymbol method) =>
        problem == ControllerProblem.None
        || (method.IsStatic && problem is ControllerProblem.Abstract or ControllerProblem.RequiredMember);

    private static bool IsGeneric(INamedTypeSymbol type) => type.IsGenericType || (type.ContainingType is { } outer && IsGeneric(outer));
}
