using System.Buffers;

namespace Sisk.Sse.Transport;

/// <summary>
/// Checks the headers that an application adds to an event stream. The server rejects an invalid header only when it sends the headers,
/// long after the call that added it. A header that frames the response would change where the response ends.
/// </summary>
internal static class ResponseHeader
{
    internal const string ContentType = "text/event-stream";

    private static readonly SearchValues<char> _token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> _text =
        SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code)]);

    private static readonly string[] _framing =
        ["Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"];

    internal static void Check(string name, string value)
    {
        if (name.AsSpan().ContainsAnyExcept(_token))
        {
            throw new ArgumentException(
                $"'{name}' is not a valid header name. Use only letters, digits and the characters !#$%&'*+-.^_`|~.", nameof(name));
        }

        if (Array.Exists(_framing, framing => framing.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException(
                $"The header '{name}' frames the response and is set by the server. Remove it.", nameof(name));
        }

        if (name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                "An event stream is sent without a content encoding. Remove the header 'Content-Encoding'.", nameof(name));
        }

        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && !IsEventStream(value))
        {
            throw new ArgumentException(
                $"The header 'Content-Type' of an event stream cannot be '{value}'. Remove it, or use {ContentType} with parameters.",
                nameof(value));
        }

        if (value.AsSpan().ContainsAnyExcept(_text))
        {
            throw new ArgumentException(
                $"The value of the header '{name}' contains a character that is not allowed. "
                + "Use printable ASCII characters, and encode others, for example with Uri.EscapeDataString.", nameof(value));
        }
    }

    /// <summary>Returns true if a content type is <see cref="ContentType"/>, with or without parameters.</summary>
    internal static bool IsEventStream(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' or ' ');
}
