using System.Net;
using Sisk.Sse.Tests.Conformance.Parsers;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Answers the first request with a stream, and the second with 204.</summary>
internal sealed class OneStream(IReadOnlyList<byte[]> reads) : HttpMessageHandler
{
    private bool _isOver;

    /// <summary>Gets the id of the second request; empty without one.</summary>
    public string? LastEventId { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            LastEventId = request.Headers.TryGetValues("Last-Event-ID", out var ids) ? ids.Single() : FromQuery(request.RequestUri!);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }

        _isOver = true;
        var content = new StreamContent(new SplitStream(reads)) { Headers = { ContentType = new("text/event-stream") } };
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    private static string FromQuery(Uri uri) => Uri.UnescapeDataString(uri.Query.Replace("?lastEventId=", "", StringComparison.Ordinal));
}
