namespace Sisk.Sse.Client.Tests.Support;

/// <summary>Thirty streams of all shapes, and types of every kind that System.Text.Json writes.</summary>
internal static class AllShapes
{
    private static readonly string[] _payloads =
    [
        "string", "int", "long", "decimal", "bool", "Guid", "DateTimeOffset", "DateOnly", "int?", "string[]", "List<Item>", "Dictionary<string, Item>",
        "Item", "Item?", "Everything", "Shape", "Color", "Level", "Access", "Page<Item>", "Page<Page<int>>", "Node", "System.Text.Json.JsonElement", "Notice",
    ];

    /// <summary>The types.</summary>
    public const string Types = """
        public sealed record Item(string Name, int Count);
        public enum Color { Red, Green = 5, Blue }
        [JsonConverter(typeof(JsonStringEnumConverter<Level>))] public enum Level { Low, [JsonStringEnumMemberName("very high")] High }
        [Flags] public enum Access { None = 0, Read = 1, Write = 2 }
        public sealed record Page<T>(IReadOnlyList<T> Items, T? First, int Total);
        public sealed record Node(string Name, Node? Next, List<Node> Children);
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [JsonDerivedType(typeof(Circle), "circle")]
        [JsonDerivedType(typeof(Square), "square")]
        public abstract record Shape(string Label);
        public sealed record Circle(string Label, double Radius) : Shape(Label);
        public sealed record Square(string Label, double Side) : Shape(Label);
        public abstract record Notice
        {
            public DateTimeOffset At { get; init; }
            public sealed record Added(Item Item, Shape Shape) : Notice;
            public sealed record Removed(string Name, string? Reason) : Notice;
            [EventName("all-gone")] public sealed record Cleared : Notice;
        }
        public sealed class Everything
        {
            public required string Text { get; set; } = "";
            public string? MaybeText { get; set; }
            public char Letter { get; set; }
            public bool Flag { get; set; }
            public byte Byte { get; set; }
            public short Short { get; set; }
            public long Long { get; set; }
            [JsonNumberHandling(JsonNumberHandling.WriteAsString)] public ulong Huge { get; set; }
            public float Single { get; set; }
            public double Double { get; set; }
            public decimal Money { get; set; }
            public int? MaybeNumber { get; set; }
            public DateTime Local { get; set; }
            public DateTimeOffset At { get; set; }
            public DateOnly Day { get; set; }
            public TimeOnly Time { get; set; }
            public TimeSpan Span { get; set; }
            public Guid Id { get; set; }
            public Uri? Link { get; set; }
            public byte[] Bytes { get; set; } = [];
            public Color Color { get; set; }
            public Level Level { get; set; }
            public Access Access { get; set; }
            public Color? MaybeColor { get; set; }
            public List<string?> Texts { get; set; } = [];
            public Dictionary<string, int[]> Map { get; set; } = [];
            public Shape? Shape { get; set; }
            public object? Anything { get; set; }
            [JsonPropertyName("renamed-member")] public int Renamed { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Optional { get; set; }
            [JsonIgnore] public string Hidden { get; set; } = "";
            public Page<Item>? Page { get; set; }
        }
        """;

    /// <summary>A project with 30 streams: of each payload, by each way, with parameters of each source.</summary>
    public static string Source { get; } = $$"""
        #nullable enable
        using System.Net.ServerSentEvents;
        using System.Text.Json.Serialization;

        namespace Shop;

        {{Types}}

        [RoutePrefix("/all")]
        public sealed class AllShapes
        {
        {{string.Join("\n", _payloads.Select((payload, i) => $"    [RouteGet(\"/p{i}\", Name = \"P{i}\")] public EventStream<{payload}> P{i}() => new();"))}}
            [RouteGet("/keys/{id:int:min(1)}/{color}/{*rest}")]
            public EventStream<Item> Keys(int id, Color color, string rest, [FromQuery] string? filter, [FromQuery] int[] tags, [FromHeader(Name = "X-Tenant")] string? tenant = null) => new();
            [RouteGet("/pull/{day}")]
            public async IAsyncEnumerable<Notice> Pull(DateOnly day, [EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); ct.ThrowIfCancellationRequested(); _ = day; yield break; }
            [RouteGet("/items", PingIntervalSeconds = 60)]
            public async IAsyncEnumerable<SseItem<Item>> Items([EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); ct.ThrowIfCancellationRequested(); yield break; }
            [RoutePost("/ask")]
            public async IAsyncEnumerable<string> Ask(Everything body, [EnumeratorCancellation] CancellationToken ct) { await Task.Yield(); ct.ThrowIfCancellationRequested(); _ = body; yield break; }
            [RouteGet("/raw")]
            public async Task<HttpResponse> Raw(HttpRequest request) { using var source = request.GetEventSource(); await source.SendAsync("a"); return source.Close(); }
            [RouteGet("/two/{id?}", PingIntervalSeconds = double.PositiveInfinity)]
            public EventStream<Page<Notice>> Two(string? id) => new();
        }
        """;
}
