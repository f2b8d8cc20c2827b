using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sisk.Sse.Generators.Benchmarks;

/// <summary>
/// The cost of the generator: a cold run, the run after one keystroke in an unrelated file (in a body there, or in
/// a declaration), and the run after one in an annotated method's signature. Beside it the framework's LoggerMessage generator on as
/// many methods, and the floor: a generator that only finds the same methods.
/// </summary>
[Config(typeof(BenchmarkConfig))]
public class GeneratorBenchmarks
{
    /// <summary>As an editor runs generators: without what no code of the user's depends on, such as the stream contract.</summary>
    private static readonly GeneratorDriverOptions _editor = new(IncrementalGeneratorOutputKind.Implementation);

    private Compilation _compilation = null!;
    private Compilation _edited = null!;
    private Compilation _declared = null!;
    private Compilation _annotated = null!;
    private GeneratorDriver _cold = null!;
    private GeneratorDriver _warm = null!;

    [Params(10, 100, 1000)]
    public int Methods { get; set; }

    [Params("Floor", "EventStreams", "HardEventStreams", "LoggerMessage")]
    public string Generator { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _compilation = Sources.Create(Generator switch
        {
            "LoggerMessage" => Enumerable.Range(0, Methods / 10).Select(Sources.Logs),
            "HardEventStreams" => Enumerable.Range(0, Methods / 5).Select(Sources.HardStreams),
            _ => Enumerable.Range(0, Methods / 10).Select(Sources.Streams),
        });
        (_edited, _declared) = (Sources.EditBody(_compilation), Sources.EditDeclaration(_compilation));
        _annotated = Sources.EditAnnotated(_compilation);
        _cold = CSharpGeneratorDriver.Create([Create()], parseOptions: Sources.ParseOptions);
        _warm = CSharpGeneratorDriver.Create([Create()], parseOptions: Sources.ParseOptions, driverOptions: _editor)
            .RunGenerators(_compilation);
        if (_warm.GetRunResult().Results.Single() is { Exception: { } exception })
        {
            throw exception;
        }
    }

    /// <summary>A compilation remembers what it has bound, and each keystroke makes a new one: so does each run.</summary>
    [IterationSetup]
    public void Forget() =>
        (_compilation, _edited, _declared, _annotated) = (_compilation.Clone(), _edited.Clone(), _declared.Clone(), _annotated.Clone());

    [Benchmark]
    public GeneratorDriver Cold() => _cold.RunGenerators(_compilation);

    [Benchmark]
    public GeneratorDriver Keystroke() => _warm.RunGenerators(_edited);

    [Benchmark]
    public GeneratorDriver KeystrokeInDeclaration() => _warm.RunGenerators(_declared);

    [Benchmark]
    public GeneratorDriver KeystrokeInAnnotatedMethod() => _warm.RunGenerators(_annotated);

    private ISourceGenerator Create() => Generator switch
    {
        "Floor" => new FloorGenerator().AsSourceGenerator(),
        "EventStreams" or "HardEventStreams" => new EventStreamGenerator().AsSourceGenerator(),
        _ => LoggerMessage.Create(),
    };
}
