using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The target of a value: a parameter of the method, or a member of one that is marked <c>[AsParameters]</c>.</summary>
/// <param name="Symbol">A parameter, or a property of a type that is created by its properties.</param>
/// <param name="Name">The variable that holds the value: the parameter's name, or one that no other value of the method has.</param>
/// <param name="WireName">Its name in the request, where no attribute gives another.</param>
/// <param name="Type">Its type.</param>
/// <param name="Attributes">Those of the parameter, and those of the property that the parameter of a record becomes.</param>
internal sealed record BindingTarget(
    ISymbol Symbol, string Name, string WireName, ITypeSymbol Type, IReadOnlyList<AttributeData> Attributes)
{
    /// <summary>Gets the parameter; null for a property, which has no default.</summary>
    public IParameterSymbol? Parameter => Symbol as IParameterSymbol;

    /// <summary>Gets a value indicating whether generated code can read the target. It can only set some properties.</summary>
    public bool IsReadable { get; init; } = true;

    public bool HasDefault => Parameter is { HasExplicitDefaultValue: true };

    /// <summary>
    /// Gets a value indicating whether null is a value. <c>T?</c> of a type parameter without constraints is no <c>int?</c> for <c>int</c>.
    /// </summary>
    public bool AcceptsNull => Type is { IsValueType: false, NullableAnnotation: NullableAnnotation.Annotated } || Type.IsNullableValue();

    public static BindingTarget Of(IParameterSymbol parameter) =>
        new(parameter, parameter.Name, parameter.Name, Read(parameter.Type), parameter.GetAttributes());

    /// <summary>
    /// Returns the type, with an annotation where the compiler says <c>Nullable</c> of a type that it does not know: a broadcaster, which
    /// is a class.
    /// </summary>
    public static ITypeSymbol Read(ITypeSymbol type) =>
        type.IsNullableValue() && type.UnwrapNullable() is { TypeKind: TypeKind.Error } unknown
            ? unknown.WithNullableAnnotation(NullableAnnotation.Annotated)
            : type;
}
