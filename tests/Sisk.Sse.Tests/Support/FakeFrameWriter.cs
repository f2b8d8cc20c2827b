using System.Text;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Support;

/// <summary>A transport that keeps what it is given, and that a test can stop, break and look at.</summary>
internal sealed class FakeFrameWriter : FrameWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _written = new();
    private readonly List<(string Text, TaskCompletionSource Signal)> _awaited = [];

    /// <summary>What a flush waits for.</summary>
    internal Task<bool> Room { get; set; } = Task.FromResult(true);

    /// <summary>What happens when the connection is cut.</summary>
    internal Action OnAbort { get; set; } = static () => { };

    /// <summary>What happens while a flush is tried, before it is known whether it waits.</summary>
    internal Action OnFlush { get; set; } = static () => { };

    /// <summary>Gets or sets what the client is said to have read.</summary>
    internal long Acknowledged { get; set; } = -1;

    internal override long AcknowledgedBytes => Acknowledged;

    /// <summary>How often it was told to send what it has.</summary>
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

    /// <summary>Completes once the text has been written.</summary>
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

    internal override void Write(ReadOnlySpan<Frame> frames)
    {
        lock (_gate)
        {
            foreach (var frame in frames)
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
