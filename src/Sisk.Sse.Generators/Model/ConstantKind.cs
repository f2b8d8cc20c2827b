namespace Sisk.Sse.Generators.Model;

/// <summary>The kinds of constants.</summary>
internal enum ConstantKind
{
    Null,
    Default,
    Primitive,
    EnumMember,
    EnumValue,
    Type,
    Array,
}
