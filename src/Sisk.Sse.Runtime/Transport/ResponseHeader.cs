using System.Buffers;
using Sisk.Sse.Connections;

namespace Sisk.Sse.Transport;

/// <summary>
/// The headers that an application may add to an event stream. The server refuses a bad one only when it sends the headers, long after
/// the call that added it; and one that frames the response would change where the response ends.
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
                $"'{name}' is not a header name. Use letters, digits and the characters !#$%&'*+-.^_`|~ only.", nameof(name));
        }

        if (Array.Exists(_framing, framing => framing.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException(
                $"The header '{name}' frames the response, which is the server's task. Remove it: an event stream has no length of its own.", nameof(name));
        }

        if (name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("An event stream is sent without a content encoding. Remove the header 'Content-Encoding'.", nameof(name));
        }

        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && !IsEventStream(value))
        {
            throw new ArgumentException(
                $"The header 'Content-Type' of an event stream is {ContentType}, not '{value}'. Remove it, or add parameters to that type.", nameof(value));
        }

        if (value.AsSpan().ContainsAnyExcept(_text))
        {
            throw new ArgumentException(
                $"The value of the header '{name}' has a character that cannot be sent. Use printable ASCII characters; encode others, for instance with Uri.EscapeDataString.",
                nameof(value));
        }
    }

    /// <summary>Returns whether a content type is that of event streams, with whatever parameters.</summary>
    internal static bool IsEventStream(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' or ' ');
}
