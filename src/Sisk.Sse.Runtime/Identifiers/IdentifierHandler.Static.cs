using System.Diagnostics.CodeAnalysis;
using Sisk.Sse.Identifiers;

namespace Sisk.Sse.CompilerServices;

/// <content>Writing and reading identifiers.</content>
public ref partial struct IdentifierHandler
{
    /// <summary>The identifier that an interpolated string gives, its values escaped.</summary>
    public static string Format(ref IdentifierHandler text) => text.ToStringAndClear();

    /// <summary>The values of a template's parameters in an identifier. False when it does not fit the template.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="template">Segments joined by '/', each literal or one <c>{parameter}</c>.</param>
    /// <param name="uniqueSegment">Whether one further segment may follow.</param>
    /// <param name="values">The values, unescaped, one for each parameter of the template in its order.</param>
    public static bool TryMatch(string? identifier, string template, bool uniqueSegment, out string[] values)
    {
        ArgumentNullException.ThrowIfNull(template);
        values = [];
        if (identifier is null)
        {
            return false;
        }

        var segments = identifier.Split('/');
        var expected = template.Split('/');
        var hasUniqueSegment = uniqueSegment && segments.Length == expected.Length + 1 && UniqueSegment.Matches(segments[^1]);
        if (segments.Length != expected.Length && !hasUniqueSegment)
        {
            return false;
        }

        var found = new List<string>(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!expected[i].StartsWith('{'))
            {
                if (expected[i] != segments[i])
                {
                    return false;
                }
            }
            else if (IdentifierEscape.TryUnescape(segments[i], out var value))
            {
                found.Add(value);
            }
            else
            {
                return false;
            }
        }

        values = [.. found];
        return true;
    }
}
