using System.IO.Pipelines;

namespace Sisk.Sse.Transport.Linux;

/// <summary>
/// A connection's transport with a count of the bytes that the server has written to it. The count tells when they have all
/// reached the socket; and where the request still sees this very object, no TLS and no middleware stands between.
/// </summary>
internal sealed class CountedOutput(IDuplexPipe inner) : PipeWriter, IDuplexPipe
{
    private readonly PipeWriter _output = inner.Output;

    public PipeReader Input { get; } = inner.Input;

    public PipeWriter Output => this;

    /// <summary>What the connection's socket has been given, or will be once the transport has caught up.</summary>
    internal long Written { get; private set; }

    public override bool CanGetUnflushedBytes => _output.CanGetUnflushedBytes;

    public override long UnflushedBytes => _output.UnflushedBytes;

    /// <summary>Counts what was written to the socket directly.</summary>
    internal void AddDirect(long bytes) => Written += bytes;

    public override void Advance(int bytes)
    {
        _output.Advance(bytes);
        Written += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _output.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _output.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Written += source.Length;
        return _output.WriteAsync(source, cancellationToken);
    }

    public override void CancelPendingFlush() => _output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _output.CompleteAsync(exception);
}
