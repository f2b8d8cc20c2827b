namespace Sisk.Sse.Generators.Model;

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
