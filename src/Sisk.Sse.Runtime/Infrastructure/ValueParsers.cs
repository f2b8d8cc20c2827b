using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sisk.Sse.Infrastructure;

/// <summary>Reads a value from the text of a request or an identifier. For generated code.</summary>
/// <returns>False when the text is no such value.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool ValueParser<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>The parsers that generated code names. All are of the invariant culture.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ValueParsers
{
    /// <summary>Text as it is.</summary>
    public static bool String(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return true;
    }

    /// <summary>Any type that parses itself.</summary>
    public static bool Parsable<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>An enum's member by name or number, in any case.</summary>
    public static bool Enum<T>(string text, out T value)
        where T : struct, Enum => System.Enum.TryParse(text, ignoreCase: true, out value);

    /// <summary>A value that may be missing; empty text means that it is.</summary>
    public static bool NullableParsable<T>(string text, out T? value)
        where T : struct, IParsable<T> => Nullable(text, Parsable<T>, out value);

    /// <summary>An enum's member that may be missing; empty text means that it is.</summary>
    public static bool NullableEnum<T>(string text, out T? value)
        where T : struct, Enum => Nullable(text, Enum<T>, out value);

    private static bool Nullable<T>(string text, ValueParser<T> parser, out T? value)
        where T : struct
    {
        value = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!parser(text, out var parsed))
        {
            return false;
        }

        value = parsed;
        return true;
    }
}
