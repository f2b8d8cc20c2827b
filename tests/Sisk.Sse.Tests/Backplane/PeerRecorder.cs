using System.Threading.Channels;
using Sisk.Sse.Peers;

namespace Sisk.Sse.Tests.Backplane;

/// <summary>Records the messages of a log, and can fail at one of them.</summary>
internal sealed class PeerRecorder : IPeerMessageHandler
{
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the task that completes when the end of the log was reached once.</summary>
    internal Task CaughtUp => _caughtUp.Task;

    /// <summary>Gets or sets the identifier of the message that fails; null for none.</summary>
    internal string? Failing { get; set; }

    /// <summary>Waits for the next message, or for a restart.</summary>
    internal ValueTask<string> NextAsync() => _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Handle(PeerMessage message, long sequence)
    {
        _calls.Writer.TryWrite(message.Identifier);
        if (message.Identifier == Failing)
        {
            throw new InvalidOperationException("A fault of the handler.");
        }
    }

    public void OnBegun()
    {
    }

    public void OnRestarted() => _calls.Writer.TryWrite("restarted");

    public void OnCaughtUp() => _caughtUp.TrySetResult();
}
