using Sisk.Sse.Contracts;

namespace Sisk.Sse.Client.Generators.Emitting;

/// <summary>Members that a message may lack.</summary>
internal static class OptionalMembers
{
    /// <summary>Determines whether a client may leave the member out.</summary>
    public static bool MayBeLeftOut(this ContractProperty property) => property is { IsRequired: false, IsMandatory: false };

    /// <summary>Returns the type of the member in C#. One that the server left out is null, so that it differs from an empty one.</summary>
    public static Shape MemberShape(this ContractProperty property) =>
        property.IsRequired ? property.Shape : property.Shape with { IsNullable = true };
}
