using System.Net;
using System.Text;

namespace Sisk.Sse.Client.Tests.Faults;

/// <summary>
/// Answers the first request with a stream whose reads fail once its text has been read, and the second with 204. Without an exception for
/// reads, they wait until the stream is disposed.
/// </summary>
/// <param name="text">The text of the stream; null for no answer.</param>
/// <param name="read">Thrown by reads after the text; null for none.</param>
/// <param name="dispose">Thrown when the stream is disposed; null for none.</param>
/// <param name="cancel">Thrown by a function that is registered at the token of each request; null for none.</param>
internal sealed class FailingServer(string? text, Exception? read = null, Exception? dispose = null, Exception? cancel = null) : HttpMessageHandler
{
    private int _requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _requests) > 1)
        {
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }

        if (text is null)
        {
            await using var registration = cancellationToken.Register(() => Throw(cancel));
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new Body(text!, read, dispose)) { Headers = { ContentType = new("text/event-stream") } },
        };
    }

    private static void Throw(Exception? exception)
    {
        if (exception is not null)
        {
            throw exception;
        }
    }

    private sealed class Body(string text, Exception? read, Exception? dispose) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                Throw(read);
                return await _end.Task;
            }

            return Read(buffer.Span);
        }

        protected override void Dispose(bool disposing)
        {
            _end.TrySetException(new ObjectDisposedException(nameof(Body)));
            base.Dispose(disposing);
            Throw(dispose);
        }
    }
}
