using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Rules;

/// <summary>The target of a value: a parameter of the method, or a member of a parameter with <c>[AsParameters]</c>.</summary>
/// <param name="Symbol">The parameter or property.</param>
/// <param name="Name">The name of the variable that holds the value, which is unique in the method.</param>
/// <param name="WireName">Its name in the request, unless an attribute gives another.</param>
/// <param name="Type">Its type.</param>
/// <param name="Attributes">Its attributes. Those of a record's parameter include those of its property.</param>
internal sealed record BindingTarget(
    ISymbol Symbol, string Name, string WireName, ITypeSymbol Type, IReadOnlyList<AttributeData> Attributes)
{
    /// <summary>Gets the parameter; null for a property, which has no default.</summary>
    public IParameterSymbol? Parameter => Symbol as IParameterSymbol;

    /// <summary>Gets a value indicating whether generated code can read the target. Some properties can only be set.</summary>
    public bool IsReadable { get; init; } = true;

    public bool HasDefault => Parameter is { HasExplicitDefaultValue: true };

    /// <summary>
    /// Gets a value indicating whether the type is nullable. <c>T?</c> of a type parameter without constraints is not nullable if <c>T</c>
    /// is a value type.
    /// </summary>
    public bool AcceptsNull => Type is { IsValueType: false, NullableAnnotation: NullableAnnotation.Annotated } || Type.IsNullableValue();

    public static BindingTarget Of(IParameterSymbol parameter) =>
        new(parameter, parameter.Name, parameter.Name, Read(parameter.Type), parameter.GetAttributes());

    /// <summary>
    /// Returns the type of a symbol. For <c>T?</c> of an unknown type, the compiler assumes <c>Nullable&lt;T&gt;</c>. Such a type is a
    /// broadcaster, which is a class, so it gets an annotation instead.
    /// </summary>
    public static ITypeSymbol Read(ITypeSymbol type) =>
        type.IsNullableValue() && type.UnwrapNullable() is { TypeKind: TypeKind.Error } unknown
            ? unknown.WithNullableAnnotation(NullableAnnotation.Annotated)
            : type;
}
