// One command measures and prints a table: dotnet run -c Release --project benchmarks/Sisk.Sse.Benchmarks
// Ratios within one run are what counts: absolute times are the machine's.
using System.Globalization;
using Sisk.Sse.Benchmarks;
using Sisk.Sse.Benchmarks.Servers;

string[] kinds = ["floor", "sisk", "typedresults"];
if (args is ["serve", var kind, var port])
{
    IFanOutServer server = kind switch
    {
        "floor" => new FloorServer(),
        "sisk" => new SiskServer(),
        "typedresults" => new TypedResultsServer(),
        _ => throw new ArgumentException($"There is no server '{kind}'. There are: {string.Join(", ", kinds)}."),
    };
    await ServerProcess.ServeAsync(server, int.Parse(port, CultureInfo.InvariantCulture));
    return;
}

// About 20,000 files may be open in a process here: 5,000 clients leave room.
var scenario = args.FirstOrDefault() ?? "all";
var nextPort = 5200;
Console.WriteLine($"{Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}");
if (scenario is "all" or "steady")
{
    await TableAsync("5,000 clients, an event of 120 bytes every 250 ms", "| server | CPU per delivery | p50 | p99 | |", name => Scenarios.SteadyAsync(name, nextPort++, 5000));
}

if (scenario is "all" or "burst")
{
    await TableAsync("burst of 2,000 events to 1,000 clients", "| server | deliveries | p50 | p99 | |", name => Scenarios.BurstAsync(name, nextPort++, 1000, 2000));
}

if (scenario is "all" or "idle")
{
    await TableAsync("9,000 idle clients", "| server | memory each | CPU | connected in |", name => Scenarios.IdleAsync(name, nextPort++, 9000));
}

async Task TableAsync(string title, string header, Func<string, Task<string>> row)
{
    Console.WriteLine($"\n{title}\n{header}\n{string.Concat(header.Skip(1).Select(c => c == '|' ? "|" : "")).Aggregate("|", (line, _) => line + " --- |")}");
    foreach (var name in kinds)
    {
        Console.WriteLine(await row(name));
    }
}
