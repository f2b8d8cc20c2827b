using BenchmarkDotNet.Attributes;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Benchmarks.Micro;

/// <summary>Sources by their identifier.</summary>
[Config(typeof(MicroConfig))]
public class LookupBenchmarks
{
    private WebApplication _app = null!;

    [Params(1000, 100_000)]
    public int Sources { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddEventStreams();
        _app = builder.Build();
        var host = SessionHost.From(_app.Services);
        for (var i = 0; i < Sources; i++)
        {
            // Ten in each room.
            ImperativeSession.Open(new DefaultHttpContext(), host, $"chat/{i / 10}/{i}");
        }

        FindByPrefix();
    }

    [Benchmark(Baseline = true)]
    public object? GetByIdentifier() => _app.EventSources.GetByIdentifier("chat/50/500");

    [Benchmark]
    public object FindByPrefix() => _app.EventSources.FindByPrefix("chat/50");
}
