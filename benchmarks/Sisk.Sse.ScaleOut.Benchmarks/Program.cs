using System.Globalization;
using Sisk.Sse.ScaleOut.Benchmarks;

// dotnet run -c Release --project benchmarks/Sisk.Sse.ScaleOut.Benchmarks -- [rounds=3] [pairs=120] [events=20000] [clients=10]
// [servers=1,2,3] [backplanes=redis,signalr,postgresql]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var settings = args.Select(arg => arg.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
var rounds = int.Parse(settings.GetValueOrDefault("rounds", "3"));
var pairs = int.Parse(settings.GetValueOrDefault("pairs", "120"));
var events = int.Parse(settings.GetValueOrDefault("events", "20000"));
var clients = int.Parse(settings.GetValueOrDefault("clients", "10"));
var servers = settings.GetValueOrDefault("servers", "1,2,3").Split(',').Select(int.Parse).ToArray();
var backplanes = settings.GetValueOrDefault("backplanes", "redis,signalr").Split(',');

Console.WriteLine(
    $"{Environment.ProcessorCount} cores, .NET {Environment.Version}; "
    + $"{events} events of 120 bytes, {clients} clients on each server, medians of {rounds} rounds");
Console.WriteLine(
    $"{"servers",7}  {"backplane",-29} {"burst ev/s",10} {"burst p99 ms",12} {"CPU µs/ev",9} {"its DB's",11}   "
    + $"{"paced p50 ms",12} {"p99 ms",7}");
using var redis = new RedisProcess();
using var postgreSql = backplanes.Contains("postgresql") ? new PostgreSqlProcess() : null;
foreach (var count in servers)
{
    var results = new Dictionary<string, List<Result>>();
    var paced = new List<Pair>();
    for (var round = 0; round < rounds; round++)
    {
        foreach (var name in backplanes)
        {
            await using (var backplane = Create(name))
            {
                var result = await Measure.RunAsync(backplane, count, clients, events);
                (results.TryGetValue(backplane.Name, out var list) ? list : results[backplane.Name] = []).Add(result);
            }
        }

        if (pairs > 0 && backplanes is [var left, var right])
        {
            await using Backplane first = Create(left), second = Create(right);
            paced.AddRange(await new PacedPairs(first, second, seed: round).RunAsync(count, clients, pairs));
        }
    }

    foreach (var (name, list) in results)
    {
        Console.WriteLine(
            $"{count,7}  {name,-29} {Median(list, r => r.EventsPerSecond),10:N0} {Median(list, r => r.BurstP99),12:F1} "
            + $"{Median(list, r => r.ProcessorMicroseconds),9:F1} {Median(list, r => r.DatabaseMicroseconds),11:F1}   "
            + $"{Median(list, r => r.PacedP50),12:F2} {Median(list, r => r.PacedP99),7:F2}");
    }

    if (results.Values.ToArray() is [var own, var other])
    {
        // Round by round, since the machine's speed may change within a run.
        Console.WriteLine(
            $"{count,7}  {"first / second, by round",-29} burst {Ratios(own, other, r => r.EventsPerSecond)}, "
            + $"p99 {Ratios(own, other, r => r.BurstP99)}; "
            + $"paced p50 {Ratios(own, other, r => r.PacedP50)}, p99 {Ratios(own, other, r => r.PacedP99)}");
    }

    if (paced.Count > 0)
    {
        Console.WriteLine(
            $"{count,7}  paced, by turns: p50 {Comparison.Of(paced, 0.5)}; p90 {Comparison.Of(paced, 0.9)}; "
            + $"p99 {Comparison.Of(paced, 0.99)}; "
            + $"{Allocated(paced, pair => pair.First):N0} / {Allocated(paced, pair => pair.Second):N0} bytes allocated for an event");
    }
}

Backplane Create(string name) => name switch
{
    "redis" => new RedisBackplane(redis),
    "signalr" => new SignalRBackplane(redis),
    "postgresql" => new PostgreSqlBackplane(postgreSql!),
    _ => throw new ArgumentException($"There is no backplane '{name}'. There are: redis, signalr, postgresql."),
};

static double Allocated(List<Pair> pairs, Func<Pair, Slice> side) =>
    pairs.Average(pair => side(pair).AllocatedBytes) / PacedPairs.EventsOfSlice;

static double Median(List<Result> results, Func<Result, double> figure) => results.Select(figure).Order().ElementAt(results.Count / 2);

// The median, and the quartiles.
static string Ratios(List<Result> own, List<Result> other, Func<Result, double> figure)
{
    var ratios = own.Zip(other, (one, two) => figure(one) / figure(two)).Order().ToArray();
    return $"{ratios[ratios.Length / 2]:F2} ({ratios[ratios.Length / 4]:F2}-{ratios[ratios.Length * 3 / 4]:F2})";
}
