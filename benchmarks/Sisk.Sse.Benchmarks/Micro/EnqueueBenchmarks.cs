using BenchmarkDotNet.Attributes;
using Sisk.Sse.Benchmarks.InProcess;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.Micro;

/// <summary>A frame into a connection's queue and out of it: once for each delivery.</summary>
[Config(typeof(MicroConfig))]
public class EnqueueBenchmarks
{
    // Not readonly: each call would work on a copy.
    private FrameQueue _queue = new(4096, 1024 * 1024, Overflow.Disconnect);
    private readonly Frame _frame = FrameEncoder.Event(new string('x', 120), null, "abc-1");
    private readonly Connection _connection = Audience.CreateConnection(
        new NullWriter(new FrameCount()), new DeliveryClock(TimeProvider.System, new SendBatches()));

    [GlobalSetup]
    public void Setup() => _connection.Start();

    [Benchmark(Baseline = true)]
    public object Queue()
    {
        DropCounts? drops = null;
        _queue.Add(_frame, null, ref drops);
        return _queue.Take();
    }

    [Benchmark]
    public bool SendAndWrite() => _connection.Send(_frame);
}
