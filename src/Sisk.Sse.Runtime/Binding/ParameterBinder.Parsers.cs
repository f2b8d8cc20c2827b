using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sisk.Sse.CompilerServices;

/// <content>The parsers that generated code names. All use the invariant culture.</content>
public sealed partial class ParameterBinder
{
    /// <summary>Takes text as it is.</summary>
    public static bool Text(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return true;
    }

    /// <summary>Parses a value of a type with a parser. A time without an offset is UTC, as in minimal APIs.</summary>
    public static bool Parsable<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        // The compiler of the running program leaves only one of these for each T.
        if (typeof(T) == typeof(DateTime))
        {
            const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces;
            var isDate = DateTime.TryParse(text, CultureInfo.InvariantCulture, Styles, out var date);
            value = (T)(object)date;
            return isDate;
        }

        if (typeof(T) == typeof(DateTimeOffset))
        {
            const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
            var isDate = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Styles, out var date);
            value = (T)(object)date;
            return isDate;
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses a relative or an absolute URI.</summary>
    public static bool Uri(string text, [MaybeNullWhen(false)] out System.Uri value) =>
        System.Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);

    /// <summary>Parses an enum member by name or number. Case is ignored, unless members differ only in case.</summary>
    public static bool Enum<T>(string text, out T value)
        where T : struct, Enum => System.Enum.TryParse(text, out value) || System.Enum.TryParse(text, ignoreCase: true, out value);

    /// <summary>Parses a value of an optional parameter. Text that is present must be a value.</summary>
    public static bool NullableParsable<T>(string text, out T? value)
        where T : struct, IParsable<T>
    {
        var parsed = Parsable<T>(text, out var result);
        value = result;
        return parsed;
    }

    /// <summary>Parses an enum member of an optional parameter. Text that is present must be a member.</summary>
    public static bool NullableEnum<T>(string text, out T? value)
        where T : struct, Enum
    {
        var parsed = Enum<T>(text, out var result);
        value = result;
        return parsed;
    }

    /// <summary>Parses a value of an identifier, which may be null.</summary>
    public static bool Nullable<T>(string? text, ValueParser<T> parser, out T? value)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(parser);
        value = null;
        if (text is null)
        {
            return true;
        }

        var parsed = parser(text, out var result);
        value = result;
        return parsed;
    }

    /// <summary>Parses a reference of an identifier, which may be null.</summary>
    public static bool NullableReference<T>(string? text, ValueParser<T> parser, out T? value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(parser);
        value = null;
        return text is null || parser(text, out value);
    }
}
