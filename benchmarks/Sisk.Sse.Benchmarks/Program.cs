// One command measures and prints tables; docs/benchmarks.md says what they mean.
//   dotnet run -c Release --project benchmarks/Sisk.Sse.Benchmarks [-- scenario… rounds=N servers=a,b]
//   dotnet run -c Release --project benchmarks/Sisk.Sse.Benchmarks -- micro [arguments of BenchmarkDotNet]
using System.Globalization;
using BenchmarkDotNet.Running;
using Sisk.Sse.Benchmarks;
using Sisk.Sse.Benchmarks.Load;
using Sisk.Sse.Benchmarks.Reporting;
using Sisk.Sse.Benchmarks.Scenarios;
using Sisk.Sse.Benchmarks.Servers;

switch (args)
{
    case ["serve", var kind]:
        await ServerHost.RunAsync(ServerKinds.Create(kind));
        return 0;
    case ["load"]:
        LoadProcess.Serve();
        return 0;
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(Machine).Assembly).Run(rest is [] ? ["--filter", "*"] : rest);
        return 0;
}

Scenario[] all =
[
    Steady.Scenario, Burst.Scenario, Cold.Scenario, Crowd.Scenario, Idle.Scenario,
    Connect.Scenario, Stalled.Scenario, Blocking.Scenario, Keys.Scenario, Allocations.Scenario,
    Cores.Scenario, Sockets.Scenario, Threads.Scenario,
];
string Option(string name, string standard) =>
    args.LastOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? standard;
var names = args.Where(word => !word.Contains('=')).ToArray();
if (names.Except(all.Select(scenario => scenario.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine(
        $"There is no scenario '{unknown}'. There are: {string.Join(", ", all.Select(scenario => scenario.Name))}, micro.");
    return 1;
}

var servers = Option("servers", "").Split(',', StringSplitOptions.RemoveEmptyEntries);
if (servers.Except(ServerKinds.All.Select(kind => kind.Name)).FirstOrDefault() is { } missing)
{
    Console.Error.WriteLine($"There is no server '{missing}'. There are: {string.Join(", ", ServerKinds.All.Select(kind => kind.Name))}.");
    return 1;
}

var rounds = int.Parse(Option("rounds", "3"), CultureInfo.InvariantCulture);
Console.WriteLine($"{Machine.Describe()}; medians of {rounds} rounds");
foreach (var scenario in all.Where(scenario => names.Length == 0 || names.Contains(scenario.Name)))
{
    await Table.RunAsync(scenario, rounds, servers);
}

return 0;
