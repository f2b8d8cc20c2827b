using System.Buffers;

namespace Sisk.Sse.Wire;

/// <summary>
/// Checks the values of single-line fields. A line break would end the field and let the value inject further fields, so such a value is
/// rejected before it is encoded.
/// </summary>
internal static class FieldText
{
    private static readonly SearchValues<char> _lineBreaks = SearchValues.Create("\r\n");
    private static readonly SearchValues<char> _notInId = SearchValues.Create("\r\n\0");

    internal static void CheckEventName(string? value, string parameter)
    {
        if (value.AsSpan().ContainsAny(_lineBreaks))
        {
            throw new ArgumentException(
                "An event name cannot contain CR or LF, because a browser would parse the rest as further fields. "
                + "Remove the line breaks, or send the text as data.", parameter);
        }
    }

    internal static void CheckId(string? value, string parameter)
    {
        if (value.AsSpan().ContainsAny(_notInId))
        {
            throw new ArgumentException(
                "An event id cannot contain CR, LF or NUL, because a browser would ignore it or parse the rest as further fields. "
                + "Use a short id of letters, digits and '-'.", parameter);
        }
    }

    internal static void CheckComment(string? value, string parameter)
    {
        if (value.AsSpan().ContainsAny(_lineBreaks))
        {
            throw new ArgumentException(
                "A comment cannot contain CR or LF, because a browser would parse the rest as fields. "
                + "Remove the line breaks.", parameter);
        }
    }
}
