using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>A count of frames that one thread waits for while others write.</summary>
internal sealed class FrameCount : IDisposable
{
    private readonly ManualResetEventSlim _reached = new(initialState: false, spinCount: 0);
    private long _value;
    private long _awaited = long.MaxValue;

    internal long Value => Interlocked.Read(ref _value);

    internal static int Of(ReadOnlySpan<FrameRange> ranges)
    {
        var count = 0;
        foreach (var range in ranges)
        {
            count += range.Count;
        }

        return count;
    }

    internal void Add(int count)
    {
        if (Interlocked.Add(ref _value, count) >= Volatile.Read(ref _awaited))
        {
            _reached.Set();
        }
    }

    /// <summary>Waits without using a processor, which the writers may need.</summary>
    internal void BlockUntil(long value)
    {
        _reached.Reset();
        Volatile.Write(ref _awaited, value);
        if (Value < value)
        {
            _reached.Wait();
        }

        Volatile.Write(ref _awaited, long.MaxValue);
    }

    internal void WaitFor(long value)
    {
        var spin = new SpinWait();
        while (Value < value)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    public void Dispose() => _reached.Dispose();
}
