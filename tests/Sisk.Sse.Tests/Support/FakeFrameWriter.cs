using System.Text;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Support;

/// <summary>A frame writer that records the frames. Tests can block it and make it fail.</summary>
internal sealed class FakeFrameWriter : FrameWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _written = new();
    private readonly List<(string Text, TaskCompletionSource Signal)> _awaited = [];

    /// <summary>Gets or sets the task that a flush returns.</summary>
    internal Task<bool> Room { get; set; } = Task.FromResult(true);

    /// <summary>Gets or sets the action that runs when the connection is aborted.</summary>
    internal Action OnAbort { get; set; } = static () => { };

    /// <summary>Gets or sets the action that runs at the start of a flush.</summary>
    internal Action OnFlush { get; set; } = static () => { };

    /// <summary>Gets or sets the number of bytes that the client has acknowledged.</summary>
    internal long Acknowledged { get; set; } = -1;

    internal override long AcknowledgedBytes => Acknowledged;

    /// <summary>Gets the number of flushes.</summary>
    internal int Flushes { get; private set; }

    internal string Written
    {
        get
        {
            lock (_gate)
            {
                return _written.ToString();
            }
        }
    }

    /// <summary>Completes once the written frames contain the text.</summary>
    internal Task WrittenAsync(string text)
    {
        lock (_gate)
        {
            var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, signal));
            Tell();
            return Signal.WithinAsync(signal.Task);
        }
    }

    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch)
    {
        lock (_gate)
        {
            foreach (var frame in frames.ToFrames())
            {
                _written.Append(Encoding.UTF8.GetString(frame.Bytes));
            }

            Tell();
        }
    }

    internal override ValueTask<bool> FlushAsync()
    {
        lock (_gate)
        {
            Flushes++;
        }

        OnFlush();
        return new(Room);
    }

    internal override void Abort() => OnAbort();

    private void Tell()
    {
        var written = _written.ToString();
        _awaited.ForEach(awaited =>
        {
            if (written.Contains(awaited.Text, StringComparison.Ordinal))
            {
                awaited.Signal.TrySetResult();
            }
        });
    }
}
