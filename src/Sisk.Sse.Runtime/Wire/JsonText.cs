using System.Globalization;
using System.Text.Unicode;

namespace Sisk.Sse.Wire;

/// <summary>
/// Checks the text in JSON. A parsed document decodes its names and strings only when they are read, and throws only then if they cannot be
/// decoded.
/// </summary>
internal static class JsonText
{
    /// <summary>The length of an escape such as <c>\u00e4</c>.</summary>
    private const int EscapeLength = 6;

    /// <summary>Finds text that cannot be decoded.</summary>
    /// <param name="json">The JSON. It need not be valid.</param>
    /// <returns>The mistake in a sentence; null if there is none.</returns>
    internal static string? FindMistake(ReadOnlySpan<byte> json) =>
        !Utf8.IsValid(json) ? "The text is not valid UTF-8."
        : FindLoneSurrogate(json) is >= 0 and var position
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The escape at byte {position} is half of a surrogate pair. Write both halves, or the character itself.")
        : null;

    private static int FindLoneSurrogate(ReadOnlySpan<byte> json)
    {
        var position = 0;
        while (json[position..].IndexOf((byte)'\\') is >= 0 and var distance)
        {
            position += distance;
            var unit = ReadEscape(json[position..]);
            if (!char.IsSurrogate(unit))
            {
                // A backslash after a backslash is a character, and begins no escape.
                position = Math.Min(position + 2, json.Length);
            }
            else if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(ReadEscape(json[(position + EscapeLength)..])))
            {
                position += 2 * EscapeLength;
            }
            else
            {
                return position;
            }
        }

        return -1;
    }

    /// <summary>Reads the escape of a UTF-16 code unit; zero if the text begins with none.</summary>
    private static char ReadEscape(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json.StartsWith("\\u"u8)
        && ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit : '\0';
}
