using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Sisk.Sse.Wire;

/// <summary>Determines whether the body of a request can be read as JSON.</summary>
internal static class JsonRequest
{
    /// <summary>Returns true if the body is JSON in a known encoding. Reading it in any other one would throw.</summary>
    internal static bool HasReadableType(HttpRequest request) =>
        request.HasJsonContentType()
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && IsKnown(HeaderUtilities.RemoveQuotes(type.Charset));

    private static bool IsKnown(StringSegment charset)
    {
        try
        {
            return StringSegment.IsNullOrEmpty(charset) || Encoding.GetEncoding(charset.ToString()) is not null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
