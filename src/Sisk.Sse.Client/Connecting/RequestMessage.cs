using System.Net.Http.Headers;

namespace Sisk.Sse.Client.Connecting;

/// <summary>Creates the message of each request.</summary>
internal static class RequestMessage
{
    private const string LastEventId = "Last-Event-ID";

    internal static HttpRequestMessage Create(HttpClient http, EventStreamRequest request, EventStreamCall call, string lastEventId)
    {
        var isPlain = lastEventId.All(character => character is >= ' ' and <= '~');
        var uri = isPlain || lastEventId.Length == 0 ? request.Uri : WithLastEventId(request.Uri, lastEventId);
        var message = request.IsResumable && lastEventId.Length > 0
            ? new HttpRequestMessage(HttpMethod.Get, uri)
            : new HttpRequestMessage(request.Method, uri) { Content = request.Content?.Invoke() };
#if NET
        // HttpClient does so only for messages that it creates itself.
        (message.Version, message.VersionPolicy) = (http.DefaultRequestVersion, http.DefaultVersionPolicy);
#endif
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        AvoidCaches(message);
        foreach (var header in request.Headers)
        {
            Add(message.Headers, header.Key, header.Value);
        }

        SetLastEventId(message.Headers, lastEventId, isPlain);
        call.Headers?.Invoke(message.Headers);
        SetLastEventId(message.Headers, lastEventId, isPlain);
        StreamInBrowser(message);
        return message;
    }

    /// <exception cref="ArgumentException"><see cref="HttpClient"/> refuses a header, and would at each attempt.</exception>
    internal static void ThrowIfBeyondAscii(HttpRequestMessage message, Exception failure)
    {
        if (failure is HttpRequestException refused && !IsOfNetwork(refused)
            && message.Headers.FirstOrDefault(static header => header.Value.Any(IsBeyondAscii)) is { Key: { } name })
        {
            throw new ArgumentException(
                $"The value of header '{name}' is not ASCII, and this HttpClient sends no other. "
                + "Set its SocketsHttpHandler.RequestHeaderEncodingSelector to UTF-8, or encode the value.",
                failure);
        }
    }

    /// <summary>
    /// Sets the id of the last event. The application may have added one for the first request, and a server would read both as one.
    /// </summary>
    private static void SetLastEventId(HttpRequestHeaders headers, string lastEventId, bool isPlain)
    {
        if (lastEventId.Length > 0)
        {
            headers.Remove(LastEventId);
            _ = isPlain && headers.TryAddWithoutValidation(LastEventId, lastEventId);
        }
    }

    private static bool IsBeyondAscii(string value) => value.Any(static character => character > '\x7f');

    private static bool IsOfNetwork(HttpRequestException failure) =>
#if NET
        failure.HttpRequestError != HttpRequestError.Unknown ||
#endif
        failure.InnerException is not null;

    private static void Add(HttpRequestHeaders headers, string name, string value)
    {
        // HttpClient would omit such a header.
        if (value.IndexOf('\n') >= 0 || value.IndexOf('\r') >= 0)
        {
            throw new ArgumentException($"The value of header '{name}' contains a line break. Remove it.");
        }

        if (!headers.TryAddWithoutValidation(name, value))
        {
            throw new ArgumentException($"'{name}' is not the name of a request header. Set headers of the body on the request's Content.");
        }
    }

    /// <summary>Sends the id in the query if it is not ASCII, as <see cref="HttpClient"/> requires of headers.</summary>
    private static string WithLastEventId(string uri, string id) =>
        uri + (uri.IndexOf('?') < 0 ? "?" : "&") + "lastEventId=" + Uri.EscapeDataString(id);

    /// <summary>
    /// Disables caching. In a browser, servers of other origins would have to allow the header, so an option is used instead.
    /// </summary>
    private static void AvoidCaches(HttpRequestMessage message)
    {
#if NET
        if (OperatingSystem.IsBrowser())
        {
            message.Options.Set(
                new HttpRequestOptionsKey<IDictionary<string, object>>("WebAssemblyFetchOptions"),
                new Dictionary<string, object> { ["cache"] = "no-store" });
            return;
        }
#endif
        message.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true };
    }

    /// <summary>Enables streaming in WebAssembly, which would otherwise wait for the end of the response.</summary>
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
