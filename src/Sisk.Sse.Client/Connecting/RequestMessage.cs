using System.Net.Http.Headers;

namespace Sisk.Sse.Client.Connecting;

/// <summary>Makes the message of each request.</summary>
internal static class RequestMessage
{
    private const string LastEventId = "Last-Event-ID";

    internal static HttpRequestMessage Create(EventStreamRequest request, EventStreamCall call, string lastEventId)
    {
        var isPlain = lastEventId.All(character => character is >= ' ' and <= '~');
        var uri = isPlain || lastEventId.Length == 0 ? request.Uri : WithLastEventId(request.Uri, lastEventId);
        var message = request.IsResumable && lastEventId.Length > 0
            ? new HttpRequestMessage(HttpMethod.Get, uri)
            : new HttpRequestMessage(request.Method, uri) { Content = request.Content?.Invoke() };
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        message.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
        foreach (var header in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (isPlain && lastEventId.Length > 0)
        {
            message.Headers.TryAddWithoutValidation(LastEventId, lastEventId);
        }

        call.Headers?.Invoke(message.Headers);
        StreamInBrowser(message);
        return message;
    }

    /// <summary>Headers are ASCII to <see cref="HttpClient"/>. The servers of this library also take the id from the query.</summary>
    private static string WithLastEventId(string uri, string id) =>
        uri + (uri.IndexOf('?') < 0 ? "?" : "&") + "lastEventId=" + Uri.EscapeDataString(id);

    /// <summary>WebAssembly would otherwise wait for the end of the response.</summary>
    private static void StreamInBrowser(HttpRequestMessage message)
    {
        const string Option = "WebAssemblyEnableStreamingResponse";
#if NET
        message.Options.Set(new HttpRequestOptionsKey<bool>(Option), true);
#else
        message.Properties[Option] = true;
#endif
    }
}
