using System.Diagnostics;
using System.Globalization;
using Sisk.Sse.Stress;
using Sisk.Sse.Transport;

// dotnet run -c Release --project tests/Sisk.Sse.Stress [-- [short] [seed=N] [transport=Auto|Pipe|Socket] [scenario …]]
if (args is ["clients", var address, var count])
{
    return await DrainScenario.RunClientsAsync(new Uri(address), int.Parse(count, CultureInfo.InvariantCulture));
}

var scale = args.Contains("short") ? Scale.Short : Scale.Full;
if (args.FirstOrDefault(static arg => arg.StartsWith("transport=", StringComparison.Ordinal)) is { } transport)
{
    scale = scale with { Transport = Enum.Parse<StreamTransport>(transport.AsSpan("transport=".Length)) };
}

var seed = args.FirstOrDefault(static arg => arg.StartsWith("seed=", StringComparison.Ordinal)) is { } given
    ? int.Parse(given.AsSpan("seed=".Length), CultureInfo.InvariantCulture)
    : Environment.TickCount & int.MaxValue;
var names = args.Where(Scenarios.ByName.ContainsKey).ToList();
var failed = 0;
Console.WriteLine($"seed={seed} transport={scale.Transport}");
foreach (var (name, run) in Scenarios.ByName.Where(scenario => names.Count == 0 || names.Contains(scenario.Key)))
{
    var clock = Stopwatch.StartNew();
    try
    {
        Console.WriteLine($"{name}: {await run(scale, seed)} ({clock.Elapsed.TotalSeconds:F1} s)");
    }
    catch (Exception exception)
    {
        failed++;
        Console.WriteLine($"{name} FAILED: {exception}");
    }
}

return failed;
