using System.Text;
using Sisk.Sse.Log;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Support;

/// <summary>A frame writer that notes the order of the events, and fails if two threads use it at a time.</summary>
internal sealed class ObservedWriter : FrameWriter
{
    private readonly List<long> _sequences = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _users;
    private int _expected = int.MaxValue;

    /// <summary>Gets or sets the action that runs at the start of a flush.</summary>
    internal Action OnFlush { get; set; } = static () => { };

    /// <summary>Gets a value indicating whether two threads have used the writer at a time.</summary>
    internal bool WasShared { get; private set; }

    /// <summary>Gets the sequence numbers of the written events.</summary>
    internal List<long> Sequences
    {
        get
        {
            lock (_sequences)
            {
                return [.. _sequences];
            }
        }
    }

    /// <summary>Completes when a number of events have been written.</summary>
    internal Task WrittenAsync(int events)
    {
        lock (_sequences)
        {
            _expected = events;
            Tell();
        }

        return Signal.WithinAsync(_complete.Task);
    }

    internal override ValueTask StartAsync() => ValueTask.CompletedTask;

    internal override void Write(ReadOnlySpan<FrameRange> frames, SendBatch? batch)
    {
        Enter();
        lock (_sequences)
        {
            foreach (var frame in frames.ToFrames())
            {
                var text = Encoding.UTF8.GetString(frame.Bytes);
                if (frame.IsEvent)
                {
                    Assert.True(
                        StreamEventId.TryParse(text["id: ".Length..text.IndexOf('\n', StringComparison.Ordinal)], out _, out var sequence));
                    _sequences.Add(sequence);
                }
            }

            Tell();
        }

        Leave();
    }

    internal override ValueTask<bool> FlushAsync()
    {
        Enter();
        OnFlush();
        Leave();
        return new(true);
    }

    internal override void Abort()
    {
    }

    private void Enter() => WasShared |= Interlocked.Increment(ref _users) > 1;

    private void Leave() => Interlocked.Decrement(ref _users);

    private void Tell()
    {
        if (_sequences.Count >= _expected)
        {
            _complete.TrySetResult();
        }
    }
}
