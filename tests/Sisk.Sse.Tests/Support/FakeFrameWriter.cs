using System.Text;
using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Support;

/// <summary>A transport that keeps what it is given, and that a test can stop, break and look at.</summary>
internal sealed class FakeFrameWriter : FrameWriter
{
    private readonly StringBuilder _written = new();

    /// <summary>What a flush waits for.</summary>
    internal Task<bool> Room { get; set; } = Task.FromResult(true);

    /// <summary>What happens when the connection is cut.</summary>
    internal Action OnAbort { get; set; } = static () => { };

    internal string Written => _written.ToString();

    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(Frame frame) => _written.Append(Encoding.UTF8.GetString(frame.Bytes));

    internal override ValueTask<bool> FlushAsync() => new(Room);

    internal override void Abort() => OnAbort();
}
