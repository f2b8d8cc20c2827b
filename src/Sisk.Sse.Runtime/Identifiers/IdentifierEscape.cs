using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sisk.Sse.Identifiers;

/// <summary>
/// Escapes values as segments of an identifier: '/', '%' and control characters as %XX, an empty value as a single '%', and null as "%-".
/// Different values have different texts, and a value is always one segment. An empty value differs from a missing segment: otherwise, a
/// broadcast to a user without a name would reach all users.
/// </summary>
internal static class IdentifierEscape
{
    /// <summary>The segment of a null value.</summary>
    internal const string Null = "%-";

    private const char LastControl = '\x1f';
    private const string Empty = "%";
    private const char Delete = '\x7f';
    private static readonly SearchValues<char> _escaped =
        SearchValues.Create([.. Enumerable.Range(0, LastControl + 1).Select(static code => (char)code), Delete, '/', '%']);

    internal static bool IsNeeded(ReadOnlySpan<char> value) => value.IsEmpty || value.ContainsAny(_escaped);

    internal static string Escape(string value)
    {
        if (!IsNeeded(value))
        {
            return value;
        }

        if (value.Length == 0)
        {
            return Empty;
        }

        var text = new StringBuilder(value.Length + 8);
        foreach (var character in value)
        {
            _ = _escaped.Contains(character)
                ? text.Append(CultureInfo.InvariantCulture, $"%{(int)character:X2}")
                : text.Append(character);
        }

        return text.ToString();
    }

    /// <summary>Unescapes a segment. Returns false for text that is no segment of a value.</summary>
    internal static bool TryUnescape(string segment, out string? value)
    {
        value = segment;
        if (!segment.Contains('%'))
        {
            return !IsNeeded(segment);
        }

        if (segment is Empty or Null)
        {
            value = segment == Empty ? "" : null;
            return true;
        }

        var text = new StringBuilder(segment.Length);
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                text.Append(segment[i]);
            }
            else if (i + 2 < segment.Length
                && byte.TryParse(segment.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                i += 2;
            }
            else
            {
                return false;
            }
        }

        value = text.ToString();
        return Escape(value) == segment;
    }
}
