using System.Runtime.CompilerServices;

namespace Sisk.Sse.Client.Connecting;

/// <summary>The body of a response. Each read that receives bytes ends the server's silence.</summary>
internal sealed class ObservedStream(Stream body, Attempt attempt, LastEventIdTracker ids) : Stream
{
    /// <summary>Gets a value indicating whether anything was received.</summary>
    internal bool HasData { get; private set; }

    /// <summary>Gets a value indicating whether a read has failed because the connection has ended.</summary>
    internal bool IsBroken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

#if NET
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        attempt.ExpectBytes();
        try
        {
            var read = body.ReadAsync(buffer, cancellationToken);
            return read.IsCompletedSuccessfully ? new ValueTask<int>(Observe(buffer.Span[..read.Result])) : ObserveAsync(read, buffer);
        }
        catch (Exception exception)
        {
            Observe(exception);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ObserveAsync(ValueTask<int> read, Memory<byte> buffer)
    {
        try
        {
            var count = await read.ConfigureAwait(false);
            return Observe(buffer.Span[..count]);
        }
        catch (Exception exception)
        {
            Observe(exception);
            throw;
        }
    }
#endif

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
#if NET
        return await ReadAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);
#else
        attempt.ExpectBytes();
        try
        {
            var read = await body.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
            return Observe(buffer.AsSpan(offset, read));
        }
        catch (Exception exception)
        {
            Observe(exception);
            throw;
        }
#endif
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Observe(ReadOnlySpan<byte> bytes)
    {
        attempt.StopExpecting();
        HasData |= !bytes.IsEmpty;
        ids.Observe(bytes);
        return bytes.Length;
    }

    /// <summary>Notes a failed read. A body that is disposed during a read can throw any exception.</summary>
    private void Observe(Exception exception) => IsBroken = Attempt.IsBroken(exception) || attempt.Token.IsCancellationRequested;
}
