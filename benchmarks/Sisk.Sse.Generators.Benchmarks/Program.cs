using BenchmarkDotNet.Running;
using Sisk.Sse.Generators.Benchmarks;

BenchmarkRunner.Run<GeneratorBenchmarks>(args: args);
