using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Sisk.Sse.Client.Benchmarks;

/// <summary>
/// Ten thousand events of the generated client, and of a loop by hand that neither reconnects nor knows more than one type.
/// </summary>
[Config(typeof(BenchmarkConfig))]
public class ReadBenchmarks
{
    internal const int Events = 10_000;

    private readonly HttpClient _http = new(new MemoryHandler(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, Events)
        .Select(i => $"id: abcdefghij-{i}\nevent: shipped\ndata: {{\"carrier\":\"carrier of order {i}\",\"number\":{i}}}\n\n")))))
    {
        BaseAddress = new Uri("http://127.0.0.1/"),
    };

    private readonly ShopStreams _shop;

    public ReadBenchmarks() => _shop = new ShopStreams(_http);

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public async Task<int> ByHand()
    {
        using var response = await _http.GetAsync("orders", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var sum = 0;
        var parser = SseParser.Create(
            body, static (type, data) => type == "shipped" ? JsonSerializer.Deserialize(data, ShopJson.Default.Shipped) : null);
        await foreach (var item in parser.EnumerateAsync())
        {
            sum += item.Data!.Number;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public async Task<int> Generated()
    {
        var (sum, count) = (0, 0);
        await foreach (var item in _shop.Orders.WatchAsync())
        {
            sum += ((OrderEvent.Shipped)item).Number;
            if (++count == Events)
            {
                break;
            }
        }

        return sum;
    }
}
