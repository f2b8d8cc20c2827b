using System.Linq;
using Microsoft.CodeAnalysis;

namespace Sisk.Sse.Generators.Rules;

/// <summary>Which methods a route can call.</summary>
internal static class MethodRules
{
    public static MethodProblem Check(IMethodSymbol method) => method switch
    {
        { IsAbstract: true } => MethodProblem.Abstract,
        { IsGenericMethod: true } => MethodProblem.Generic,
        _ when !AccessRules.IsAccessible(method) => MethodProblem.Inaccessible,
        _ when method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)) => MethodProblem.RefParameter,
        _ => MethodProblem.None,
    };
}
