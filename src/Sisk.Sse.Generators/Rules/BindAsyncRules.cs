using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>
/// The rules for types with a static <c>BindAsync</c>, which minimal APIs prefer to text, a service or a body. The overload with a
/// <c>ParameterInfo</c>, the only one of <c>IBindableFromHttpContext&lt;T&gt;</c>, needs reflection. It is an error unless the type has
/// the other overload, too.
/// </summary>
internal static class BindAsyncRules
{
    /// <summary>Returns the binding; null for a type without <c>BindAsync</c>.</summary>
    public static Binding? Find(BindingTarget target)
    {
        var type = target.Type.UnwrapNullable();
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: not TypeKind.Enum } named)
        {
            return null;
        }

        var methods = FindMethods(named);
        return methods.Count == 0 ? null : new Binding(
            BindingSource.BindAsync,
            target.WireName,
            ValueParserRules.Find(target.Type),
            Presence: BindingRules.IsOptional(target) && CanBeNull(target.Type) ? Presence.Optional : Presence.Required,
            Problem: methods.Exists(m => CanBeCalled(m, named)) ? BindingProblem.None : BindingProblem.BindAsync);
    }

    /// <summary>Finds the methods. Interfaces are included, as in minimal APIs.</summary>
    private static List<IMethodSymbol> FindMethods(INamedTypeSymbol type) =>
    [
        .. type.SelfAndBases().Concat(type.AllInterfaces).SelectMany(t => t.GetMembers("BindAsync")).OfType<IMethodSymbol>().Where(m =>
            m is { IsStatic: true, Parameters: [var context, ..] } && context.Type.Is(KnownNamespaces.Http, "HttpContext")),
    ];

    /// <summary>
    /// Determines whether a method is <c>public static ValueTask&lt;T&gt; BindAsync(HttpContext)</c>. A struct can be nullable.
    /// </summary>
    private static bool CanBeCalled(IMethodSymbol method, INamedTypeSymbol type) =>
        method is
        {
            DeclaredAccessibility: Accessibility.Public, IsAbstract: false, IsGenericMethod: false, Parameters: [{ RefKind: RefKind.None }],
            ReturnType: INamedTypeSymbol { Arity: 1 } task,
        }
        && type.SelfAndBases().Contains(method.ContainingType, SymbolEqualityComparer.Default)
        && task.Is("System.Threading.Tasks", "ValueTask`1")
        && SymbolEqualityComparer.Default.Equals(task.TypeArguments[0].UnwrapNullable(), type);

    private static bool CanBeNull(ITypeSymbol type) => type.IsReferenceType || type.IsNullableValue();
}
