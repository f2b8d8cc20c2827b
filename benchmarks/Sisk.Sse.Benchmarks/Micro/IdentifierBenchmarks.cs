using BenchmarkDotNet.Attributes;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Benchmarks.Micro;

/// <summary>Identifiers as text: once for each connection and each keyed broadcast.</summary>
[Config(typeof(MicroConfig))]
public class IdentifierBenchmarks
{
    private readonly int _room = 42;
    private readonly string _user = "alice";
    private readonly string _hostile = "a/b%c";

    [Benchmark(Baseline = true)]
    public string Concatenation() => "chat/" + _room + "/" + _user;

    [Benchmark]
    public string Format() => IdentifierHandler.Format($"chat/{_room}/{_user}");

    [Benchmark]
    public string FormatEscaped() => IdentifierHandler.Format($"chat/{_room}/{_hostile}");

    [Benchmark]
    public bool TryMatch() => IdentifierHandler.TryMatch("chat/42/alice", "chat/{room}/{user}", uniqueSegment: false, out _);
}
