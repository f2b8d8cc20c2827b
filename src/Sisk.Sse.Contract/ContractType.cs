using Sisk.Sse.Generators.Model;

namespace Sisk.Sse.Contracts;

/// <summary>A type that payloads or bodies refer to: an object or an enumeration.</summary>
/// <param name="Id">Its name: "Shop.OrderEvent+Shipped".</param>
/// <param name="Base">The id of the type that it derives from; null where that is none of the contract's.</param>
/// <param name="IsAbstract">True if there are values of derived types only.</param>
/// <param name="Properties">The members of an object, those of its bases included, sorted by name.</param>
/// <param name="Discriminator">The property that tells derived types apart; null where there is none.</param>
/// <param name="Derived">The types that stand in for this one, sorted by id.</param>
/// <param name="Values">Not null for an enumeration.</param>
/// <param name="Extension">The C# name of the member that holds all other members; null without one.</param>
internal sealed record ContractType(
    string Id,
    string? Base = null,
    bool IsAbstract = false,
    EquatableArray<ContractProperty> Properties = default,
    string? Discriminator = null,
    EquatableArray<DerivedType> Derived = default,
    EnumValues? Values = null,
    string? Extension = null);

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Member">Its name in C#.</param>
/// <param name="Shape">Its type.</param>
/// <param name="IsRequired">True if it is always written.</param>
/// <param name="IsMandatory">True if the server refuses a body without it.</param>
internal sealed record ContractProperty(string Name, string Member, Shape Shape, bool IsRequired, bool IsMandatory = false);

/// <summary>A derived type and the value of the discriminator that tells it.</summary>
/// <param name="Id">The type.</param>
/// <param name="Value">JSON: a text in quotation marks or an integer; null where none is written.</param>
internal sealed record DerivedType(string Id, string? Value);

/// <summary>The values of an enumeration.</summary>
/// <param name="IsText">True if names are written instead of numbers.</param>
/// <param name="IsFlags">True if values are combined.</param>
/// <param name="Members">The members, sorted by number and name.</param>
internal sealed record EnumValues(bool IsText, bool IsFlags, EquatableArray<EnumMember> Members);

/// <summary>A member of an enumeration.</summary>
/// <param name="Member">Its name in C#.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Value">Its number, as text.</param>
internal sealed record EnumMember(string Member, string Name, string Value);
