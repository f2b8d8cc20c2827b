using System.Net;
using System.Net.Http.Headers;

namespace Sisk.Sse.Client.Benchmarks;

/// <summary>
/// Answers each request with the same stream, in reads of a size as a network has them: what is measured is the client alone.
/// </summary>
internal sealed class MemoryHandler(byte[] stream) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new NetworkLikeStream(stream));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    /// <summary>At most 1,400 bytes a read, each of which completes on another thread's turn every fourth time.</summary>
    private sealed class NetworkLikeStream(byte[] stream) : MemoryStream(stream)
    {
        private const int Segment = 1400;
        private int _reads;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++_reads % 4 == 0)
            {
                await Task.Yield();
            }

            return Read(buffer.Span[..Math.Min(buffer.Length, Segment)]);
        }
    }
}
