namespace Sisk.Sse.Contracts;

/// <summary>A type that payloads or bodies refer to: an object or an enumeration.</summary>
/// <param name="Id">Its name, such as "Shop.OrderEvent+Shipped".</param>
/// <param name="Base">The id of its base; null if that is not in the contract.</param>
/// <param name="IsAbstract">True if only derived types have values.</param>
/// <param name="Properties">The members of an object and its bases, sorted by name.</param>
/// <param name="Discriminator">The property that distinguishes derived types; null if there is none.</param>
/// <param name="Derived">The derived types, sorted by id.</param>
/// <param name="Values">The values of an enumeration; null for an object.</param>
internal sealed record ContractType(
    string Id,
    string? Base = null,
    bool IsAbstract = false,
    EquatableArray<ContractProperty> Properties = default,
    string? Discriminator = null,
    EquatableArray<DerivedType> Derived = default,
    EnumValues? Values = null);

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Member">Its name in C#.</param>
/// <param name="Shape">Its type.</param>
/// <param name="IsRequired">True if it is always written.</param>
/// <param name="IsMandatory">True if the server refuses a body without it.</param>
internal sealed record ContractProperty(string Name, string Member, Shape Shape, bool IsRequired, bool IsMandatory = false);

/// <summary>A derived type and its discriminator.</summary>
/// <param name="Id">The type.</param>
/// <param name="Value">The JSON of the discriminator, a string or an integer; null if none is written.</param>
internal sealed record DerivedType(string Id, string? Value);

/// <summary>The values of an enumeration.</summary>
/// <param name="IsText">True if names are written instead of numbers.</param>
/// <param name="IsFlags">True if values can be combined.</param>
/// <param name="Members">The members, sorted by number and name.</param>
internal sealed record EnumValues(bool IsText, bool IsFlags, EquatableArray<EnumMember> Members);

/// <summary>A member of an enumeration.</summary>
/// <param name="Member">Its name in C#.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Value">Its number, as text.</param>
internal sealed record EnumMember(string Member, string Name, string Value);
