// dotnet run -c Release --project benchmarks/Sisk.Sse.Client.Benchmarks            allocations and times
// dotnet run -c Release --project benchmarks/Sisk.Sse.Client.Benchmarks -- turns   the ratio on a busy machine
using BenchmarkDotNet.Running;
using Sisk.Sse.Client.Benchmarks;

if (args is ["turns"])
{
    await Turns.RunAsync();
}
else
{
    BenchmarkRunner.Run<ReadBenchmarks>(args: args);
}
