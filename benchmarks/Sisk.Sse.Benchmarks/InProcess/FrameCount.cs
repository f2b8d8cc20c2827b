namespace Sisk.Sse.Benchmarks.InProcess;

/// <summary>A count of frames that one thread waits for while others write.</summary>
internal sealed class FrameCount
{
    private long _value;

    internal long Value => Interlocked.Read(ref _value);

    internal void Add(int count) => Interlocked.Add(ref _value, count);

    internal void WaitFor(long value)
    {
        var spin = new SpinWait();
        while (Value < value)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
