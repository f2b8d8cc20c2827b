using Sisk.Sse.Contracts;

namespace Sisk.Sse.Inspection;

/// <summary>Creates keys from values that an operator typed.</summary>
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
        var keys = stream.Description.Keys;
        if (values.Count > keys.Count)
        {
            error = $"The stream has {keys.Count} key values, but {values.Count} were given.";
            return null;
        }

        var segments = new string[values.Count];
        for (var i = 0; i < segments.Length; i++)
        {
            var value = NameOf(values[i], stream.ShapeOf(keys[i].Name), contract);
            if (value is null || keys[i].Format(value) is not { } segment)
            {
                error = $"'{values[i]}' is not a value of '{keys[i].Name}'.";
                return null;
            }

            segments[i] = segment;
        }

        return string.Join('/', segments);
    }

    /// <summary>
    /// Gets the name in the code for a member of an enumeration; null if it is none. Any other value is returned as it is.
    /// </summary>
    private static string? NameOf(string value, Shape shape, StreamContract contract) =>
        shape is not { Kind: ShapeKind.Reference } || contract.FindType(shape.Name)?.Values is not { } values ? value
            : values.Members.FirstOrDefault(member =>
                value.Equals(member.Member, StringComparison.OrdinalIgnoreCase) || value == member.Name || value == member.Value)?.Member;
}
