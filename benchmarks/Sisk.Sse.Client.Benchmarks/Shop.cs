using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sisk.Sse.Client.Benchmarks;

/// <summary>The generated client, with types of this project.</summary>
[EventStreamClient("streams.json")]
public partial class ShopStreams;

public abstract record OrderEvent
{
    public sealed record Shipped(string Carrier, int Number) : OrderEvent;
}

/// <summary>The JSON settings of both sides of the comparison.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderEvent.Shipped))]
public sealed partial class ShopJson : JsonSerializerContext;
