using Sisk.Sse.Contracts;

namespace Sisk.Sse.Generators.Model;

/// <summary>A compile-time constant: an attribute's argument or a parameter's default.</summary>
/// <param name="Kind">The kind of constant.</param>
/// <param name="Type">The type of an enum value or of an array's items, or the type that is the value.</param>
/// <param name="Value">A primitive, the name of an enum's member, or an enum's number.</param>
/// <param name="Items">The items of an array.</param>
internal sealed record ConstantModel(
    ConstantKind Kind,
    string Type = "",
    object? Value = null,
    EquatableArray<ConstantModel> Items = default);
