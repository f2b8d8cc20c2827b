using System.Linq;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Contracts;
using Sisk.Sse.Generators.Model;
using Sisk.Sse.Generators.Symbols;

namespace Sisk.Sse.Generators.Parsing;

/// <summary>Reads the arguments of attributes and the defaults of parameters.</summary>
internal static class ConstantParser
{
    private static readonly ConstantModel _null = new(ConstantKind.Null);

    public static ConstantModel Parse(TypedConstant constant) => constant switch
    {
        { IsNull: true, Type: { } type } => new(ConstantKind.Null, TypeNames.Bare(type)),
        { IsNull: true } => _null,
        { Kind: TypedConstantKind.Array, Type: IArrayTypeSymbol array } => new(
            ConstantKind.Array,
            TypeNames.Of(array.ElementType),
            Items: constant.Values.Select(Parse).ToEquatableArray()),
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => new(ConstantKind.Type, TypeNames.Bare(type)),
        { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type } => ParseEnum(type, constant.Value!),
        _ => new(ConstantKind.Primitive, Value: constant.Value),
    };

    /// <summary>Returns the default of an optional parameter; null for a parameter without one.</summary>
    public static ConstantModel? ParseDefault(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        return parameter.ExplicitDefaultValue switch
        {
            null => !parameter.Type.IsValueType || parameter.Type.IsNullableValue() ? _null : new(ConstantKind.Default),
            var value when parameter.Type.UnwrapNullable() is INamedTypeSymbol { TypeKind: TypeKind.Enum } type => ParseEnum(type, value),
            var value => new(ConstantKind.Primitive, Value: value),
        };
    }

    /// <summary>Reads an enum value: as a member, or as a number if the compiler warns about all members of the value.</summary>
    private static ConstantModel ParseEnum(INamedTypeSymbol type, object value)
    {
        var member = type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(f => f.HasConstantValue && f.ConstantValue!.Equals(value) && SymbolWarnings.IsSilent(f));
        return member is null
            ? new(ConstantKind.EnumValue, TypeNames.Bare(type), value)
            : new(ConstantKind.EnumMember, TypeNames.Bare(type), Keywords.Escape(member.Name));
    }
}
