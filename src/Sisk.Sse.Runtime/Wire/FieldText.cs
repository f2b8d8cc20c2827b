using System.Buffers;

namespace Sisk.Sse.Wire;

/// <summary>
/// What may stand in the one-line fields of an event stream. A line break there would end the field and let a value
/// forge further ones, so it is refused at the caller and never reaches the wire.
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
                "An event name is one line of the stream and cannot hold CR or LF: a browser would read what follows as further fields. "
                + "Remove the line breaks, or put the text into the data.", parameter);
        }
    }

    internal static void CheckId(string? value, string parameter)
    {
        if (value.AsSpan().ContainsAny(_notInId))
        {
            throw new ArgumentException(
                "An event id is one line of the stream and cannot hold CR, LF or NUL: a browser would ignore it or read what follows as "
                + "further fields. Use a short id of letters, digits and '-'.", parameter);
        }
    }

    internal static void CheckComment(string? value, string parameter)
    {
        if (value.AsSpan().ContainsAny(_lineBreaks))
        {
            throw new ArgumentException(
                "A comment is one line of the stream and cannot hold CR or LF: a browser would read what follows as fields. "
                + "Remove the line breaks.", parameter);
        }
    }
}
