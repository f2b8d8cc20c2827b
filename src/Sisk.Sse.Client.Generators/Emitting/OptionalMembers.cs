using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>The rules for optional members.</summary>
internal static class OptionalMembers
{
    /// <summary>Determines whether a client can leave the member out.</summary>
    public static bool MayBeLeftOut(this ContractProperty property) => property is { IsRequired: false, IsMandatory: false };

    /// <summary>
    /// Returns the type of the member in C#. A member that the server leaves out is null, which differs from an empty value.
    /// </summary>
    public static Shape MemberShape(this ContractProperty property) =>
        property.IsRequired ? property.Shape : property.Shape with { IsNullable = true };
}
