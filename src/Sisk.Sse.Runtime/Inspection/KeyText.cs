using System.Globalization;
using Sisk.Sse.Contracts;
using Sisk.Sse.Identifiers;

namespace Sisk.Sse.Inspection;

/// <summary>Makes keys of values that were typed.</summary>
internal static class KeyText
{
    /// <summary>Joins values as the key of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="values">The values of the first names, in order. Fewer values are the key of more connections.</param>
    /// <param name="contract">The contract, which has the stream's enumerations.</param>
    /// <param name="error">The mistake in a value.</param>
    /// <returns>The key; null if a value is not one of its type.</returns>
    internal static string? TryJoin(CatalogStream stream, IReadOnlyList<string> values, StreamContract contract, out string error)
    {
        error = "";
        string[] names = [.. stream.Keys];
        if (values.Count > names.Length)
        {
            error = $"The stream has {names.Length} key values, and {values.Count} were given.";
            return null;
        }

        var segments = new string[values.Count];
        for (var i = 0; i < segments.Length; i++)
        {
            if (Normalize(values[i], stream.ShapeOf(names[i]), contract) is not { } value)
            {
                error = $"'{values[i]}' is not a value of '{names[i]}'.";
                return null;
            }

            segments[i] = IdentifierEscape.Escape(value);
        }

        return string.Join('/', segments);
    }

    /// <summary>Gets the text that identifiers have for a value; null if it is not one.</summary>
    private static string? Normalize(string value, Shape shape, StreamContract contract) => shape switch
    {
        { Kind: ShapeKind.Integer } => Int128.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture) : null,
        { Kind: ShapeKind.Boolean } => bool.TryParse(value, out var flag) ? flag.ToString() : null,
        { Kind: ShapeKind.Text, Name: "uuid" } => Guid.TryParse(value, out var id) ? id.ToString() : null,
        { Kind: ShapeKind.Reference } when contract.FindType(shape.Name)?.Values is { } values => values.Members
            .FirstOrDefault(member => value.Equals(member.Member, StringComparison.OrdinalIgnoreCase) || value == member.Name || value == member.Value)?.Member,
        _ => value,
    };
}
