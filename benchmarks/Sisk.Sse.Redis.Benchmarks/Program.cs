using System.Diagnostics;
using System.Globalization;
using Sisk.Sse.Redis.Benchmarks;

// dotnet run -c Release --project benchmarks/Sisk.Sse.Redis.Benchmarks -- [rounds=3] [events=20000] [clients=10] [servers=1,2,3] [only=Sisk|SignalR]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var settings = args.Select(arg => arg.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
var rounds = int.Parse(settings.GetValueOrDefault("rounds", "3"));
var events = int.Parse(settings.GetValueOrDefault("events", "20000"));
var clients = int.Parse(settings.GetValueOrDefault("clients", "10"));
var servers = settings.GetValueOrDefault("servers", "1,2,3").Split(',').Select(int.Parse).ToArray();
var only = settings.GetValueOrDefault("only", "");

Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; {events} events of 120 bytes, {clients} clients on each server, medians of {rounds} rounds");
Console.WriteLine($"{"servers",7}  {"backplane",-29} {"burst ev/s",10} {"burst p99 ms",12} {"CPU µs/ev",9} {"Redis µs/ev",11}   {"paced p50 ms",12} {"p99 ms",7}");
using var redis = new RedisProcess();
foreach (var count in servers)
{
    var results = new Dictionary<string, List<Result>>();
    for (var round = 0; round < rounds; round++)
    {
        foreach (var backplane in new Backplane[] { new SiskBackplane(), new SignalRBackplane() }.Where(backplane => backplane.Name.StartsWith(only)))
        {
            await using (backplane)
            {
                var result = await Measure.RunAsync(backplane, redis, count, clients, events);
                (results.TryGetValue(backplane.Name, out var list) ? list : results[backplane.Name] = []).Add(result);
            }
        }
    }

    foreach (var (name, list) in results)
    {
        Console.WriteLine(
            $"{count,7}  {name,-29} {Median(list, r => r.EventsPerSecond),10:N0} {Median(list, r => r.BurstP99),12:F1} "
            + $"{Median(list, r => r.ProcessorMicroseconds),9:F1} {Median(list, r => r.RedisMicroseconds),11:F1}   "
            + $"{Median(list, r => r.PacedP50),12:F2} {Median(list, r => r.PacedP99),7:F2}");
    }
}

static double Median(List<Result> results, Func<Result, double> figure) => results.Select(figure).Order().ElementAt(results.Count / 2);
