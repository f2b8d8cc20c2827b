using BenchmarkDotNet.Attributes;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Benchmarks.Micro;

/// <summary>An event as bytes of the stream: once for each event, however many clients it goes to.</summary>
[Config(typeof(MicroConfig))]
public class EncodingBenchmarks
{
    private readonly string _text = new('x', 120);
    private readonly byte[] _utf8 = Enumerable.Repeat((byte)'x', 120).ToArray();
    private readonly string _lines = string.Join("\r\n", Enumerable.Repeat("line", 24));

    [Benchmark(Baseline = true)]
    public object Utf8() => FrameEncoder.Event(_utf8, null, "abc-1");

    [Benchmark]
    public object Text() => FrameEncoder.Event(_text, null, "abc-1");

    [Benchmark]
    public object TextOf24Lines() => FrameEncoder.Event(_lines, "lines", "abc-1");
}
