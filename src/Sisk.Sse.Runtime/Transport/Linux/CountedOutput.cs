using System.IO.Pipelines;

namespace Sisk.Sse.Transport.Linux;

/// <summary>
/// Counts the bytes that the server writes to a connection's transport. The count shows when all of them have reached the socket. If a
/// request's transport is this object, there is no TLS and no connection middleware in between.
/// </summary>
internal sealed class CountedOutput(IDuplexPipe inner) : PipeWriter, IDuplexPipe
{
    /// <summary>The value of <see cref="_known"/> for a response that the application has used by itself.</summary>
    private const long Shared = -1;

    private long _known;

    public PipeReader Input => inner.Input;

    public PipeWriter Output => this;

    /// <summary>Gets the number of bytes that were written for the socket, including bytes that the transport has not sent yet.</summary>
    internal long Written { get; private set; }

    public override bool CanGetUnflushedBytes => inner.Output.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.Output.UnflushedBytes;

    /// <summary>Begins to watch a response whose headers have just been written.</summary>
    internal void BeginResponse() => _known = Written;

    /// <summary>Notes that the bytes that have been written until now are of the event stream.</summary>
    internal void MarkKnown() => _known = _known == Shared ? Shared : Written;

    /// <summary>
    /// Determines whether the application has used the response by itself, beside the event stream: it may have written to it, or even
    /// completed it. Once true, it stays so until the next response.
    /// </summary>
    internal bool CheckShared()
    {
        if (_known != Written)
        {
            _known = Shared;
        }

        return _known == Shared;
    }

    /// <summary>Adds bytes that were written directly to the socket.</summary>
    internal void AddDirect(long bytes) => Written += bytes;

    public override void Advance(int bytes)
    {
        inner.Output.Advance(bytes);
        Written += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.Output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.Output.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        inner.Output.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Written += source.Length;
        return inner.Output.WriteAsync(source, cancellationToken);
    }

    public override void CancelPendingFlush() => inner.Output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.Output.CompleteAsync(exception);
}
