using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The rules for methods that a route can call.</summary>
internal static class MethodRules
{
    public static MethodProblem Check(IMethodSymbol method) => method switch
    {
        { IsAbstract: true } => MethodProblem.Abstract,
        { MethodKind: MethodKind.ExplicitInterfaceImplementation } => MethodProblem.ExplicitImplementation,
        { IsGenericMethod: true } => MethodProblem.Generic,
        _ when !AccessRules.IsAccessible(method) => MethodProblem.Inaccessible,
        _ when method.Parameters.Any(IsByReference) => MethodProblem.RefParameter,
        _ => MethodProblem.None,
    };

    /// <summary>Determines whether the parameter is passed by reference.</summary>
    public static bool IsByReference(IParameterSymbol parameter) => parameter.RefKind is not (RefKind.None or RefKind.In);
}
