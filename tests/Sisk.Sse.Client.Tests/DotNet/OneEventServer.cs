using System.Net;
using System.Text;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>A server that answers each request with one event, and keeps what was sent.</summary>
/// <param name="json">The data of the event.</param>
/// <param name="before">The lines before the data.</param>
internal sealed class OneEventServer(string json, string before = "") : HttpMessageHandler
{
    /// <summary>Gets the body of the request; null for none.</summary>
    public string? Body { get; private set; }

    /// <summary>Gets the path of the request.</summary>
    public string? Path { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Path = request.RequestUri!.AbsolutePath;
        Body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"{before}data: {json}\n\n", Encoding.UTF8, "text/event-stream") };
    }
}
