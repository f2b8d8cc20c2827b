using System.Text;
using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Support;

/// <summary>A transport that keeps what it is given, and that a test can stop, break and look at.</summary>
internal sealed class FakeFrameWriter : FrameWriter
{
    private readonly StringBuilder _written = new();
    private string? _awaited;
    private TaskCompletionSource? _wrote;

    /// <summary>What a flush waits for.</summary>
    internal Task<bool> Room { get; set; } = Task.FromResult(true);

    /// <summary>What happens when the connection is cut.</summary>
    internal Action OnAbort { get; set; } = static () => { };

    internal string Written
    {
        get
        {
            lock (_written)
            {
                return _written.ToString();
            }
        }
    }

    /// <summary>Completes once the text has been written.</summary>
    internal Task WrittenAsync(string text)
    {
        lock (_written)
        {
            (_awaited, _wrote) = (text, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            SignalWritten();
            return Signal.WithinAsync(_wrote.Task);
        }
    }

    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(Frame frame)
    {
        lock (_written)
        {
            _written.Append(Encoding.UTF8.GetString(frame.Bytes));
            SignalWritten();
        }
    }

    internal override ValueTask<bool> FlushAsync() => new(Room);

    internal override void Abort() => OnAbort();

    private void SignalWritten()
    {
        if (_awaited is not null && _written.ToString().Contains(_awaited, StringComparison.Ordinal))
        {
            _wrote?.TrySetResult();
        }
    }
}
