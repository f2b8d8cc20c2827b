using System.Net;
using System.Text;

namespace Sisk.Sse.Client.Tests.Faults;

/// <summary>
/// Answers the first request with a stream that stays open and whose reads end only when it is disposed, as on .NET Framework, and the
/// second with 204.
/// </summary>
internal sealed class DeafServer(string stream) : HttpMessageHandler
{
    private int _requests;

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
        Interlocked.Increment(ref _requests) > 1
            ? new HttpResponseMessage(HttpStatusCode.NoContent)
            : new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StreamContent(new Body(stream)) { Headers = { ContentType = new("text/event-stream") } },
            });

    private sealed class Body(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private readonly TaskCompletionSource<int> _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length ? Read(buffer.Span) : await _disposed.Task;

        protected override void Dispose(bool disposing)
        {
            _disposed.TrySetException(new ObjectDisposedException(nameof(Body)));
            base.Dispose(disposing);
        }
    }
}
