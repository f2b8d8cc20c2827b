using Sisk.Sse.Identifiers;

namespace Sisk.Sse.CompilerServices;

/// <content>Formats and parses identifiers.</content>
public ref partial struct IdentifierHandler
{
    /// <summary>Formats an identifier from an interpolated string, with escaped values.</summary>
    /// <param name="text">The interpolated string.</param>
    /// <returns>The identifier.</returns>
    public static string Format(ref IdentifierHandler text) => text.ToStringAndClear();

    /// <summary>Matches an identifier against a template and gets the values of the template's parameters.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <param name="template">
    /// The segments, joined by '/'. Each is literal text or one <c>{parameter}</c>; <c>{parameter?}</c> if it may be null.
    /// </param>
    /// <param name="uniqueSegment">A value that indicates whether the identifier may end in a unique segment.</param>
    /// <param name="values">The unescaped values, in the order of the template's parameters. Null for a null value.</param>
    /// <returns>True if the identifier matches the template.</returns>
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
            else if (IdentifierEscape.TryUnescape(segments[i], out var value)
                && (value is not null || expected[i].EndsWith("?}", StringComparison.Ordinal)))
            {
                found.Add(value!);
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
