// dotnet run -c Release --project benchmarks/Sisk.Sse.Generators.Benchmarks -- turns [methods] [rounds]
// dotnet run -c Release --project benchmarks/Sisk.Sse.Generators.Benchmarks -- [arguments of BenchmarkDotNet]
using System.Globalization;
using BenchmarkDotNet.Running;
using Sisk.Sse.Generators.Benchmarks;

if (args is ["turns", .. var rest])
{
    var numbers = rest.Select(static text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
    Turns.Run(
        numbers.ElementAtOrDefault(0) is > 0 and var methods ? methods : 1000,
        numbers.ElementAtOrDefault(1) is > 0 and var rounds ? rounds : 30);
    return;
}

BenchmarkRunner.Run<GeneratorBenchmarks>(args: args);
