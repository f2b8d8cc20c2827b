namespace Sisk.Sse.Client.Tests.EndToEnd;

/// <summary>Payloads of kinds that the contract, TypeScript and C# may take for different ones.</summary>
internal static class PayloadTable
{
    /// <summary>The types of the payloads.</summary>
    public const string Types = """
        public sealed record Bytes(byte[] Blob, List<byte> Numbers, IReadOnlyList<byte>[] More, Memory<byte> Memory, Dictionary<string, IEnumerable<byte>?> Map);
        public sealed record Page<T>(T[] Items, T? First);
        public class Root<T> { public T? Value { get; set; } public IReadOnlyList<T> Items { get; set; } = []; }
        public sealed class Derived<T> : Root<List<T>> { public int Own { get; set; } }
        public class Outer<T> { public readonly record struct Inner<TOther>(T A, TOther B); }
        [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
        public sealed record Texts(int One, List<decimal?> Many, Memory<int> Memory, Dictionary<string, long> Map, int[][] Nested, Int128 Huge);
        [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
        public sealed record MaybeTexts(Memory<int>? Memory, ImmutableArray<long>? Array);
        [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
        public sealed record Readings(double One, float? Maybe, List<Half> Many, int Count, double[][] Nested);
        public enum Plain { A = 1, B = 5 }
        [Flags] public enum Combined { None, A, B, C = 4 }
        [Flags, JsonConverter(typeof(JsonStringEnumConverter<Rights>))] public enum Rights { Read = 1, Write = 2 }
        [JsonConverter(typeof(JsonStringEnumConverter<Named>))] public enum Named { [JsonStringEnumMemberName("the \"é\"")] A, B, @class }
        [JsonConverter(typeof(JsonNumberEnumConverter<Numbered>))] public enum Numbered : long { A = 1, Large = 9007199254740991 }
        public sealed record Enums(Plain Plain, Plain? No, Combined Combined, Named Named, [property: JsonConverter(typeof(JsonStringEnumConverter))] Plain Text, Numbered Numbered, Dictionary<Named, Plain[]> Map);
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), JsonDerivedType(typeof(Circle), 1), JsonDerivedType(typeof(Square), -2)]
        public abstract record Figure(string? Label);
        public sealed record Circle(string? Label, double Radius) : Figure(Label);
        public sealed record Square(string? Label, decimal Side) : Figure(Label);
        [JsonDerivedType(typeof(Animal), "animal"), JsonDerivedType(typeof(Dog), "dog é"), JsonDerivedType(typeof(Puppy), "puppy")]
        public record Animal(int Legs) { [JsonInclude] public Figure[] Figures = []; }
        public record Dog(int Legs, string @class) : Animal(Legs);
        public sealed record Puppy(int Legs, string @class, Animal? Mother) : Dog(Legs, @class);
        public sealed record Fields(int A) { public int B; public readonly string C = "c"; public double[][]? D; public static int E; public const int F = 1; }
        public readonly record struct Point(int X, int? Y);
        public sealed record Points(Point One, Point? Maybe, Point?[] Many, Dictionary<Plain, Point?> ByEnum, ImmutableDictionary<Guid, Point> ById, SortedDictionary<int, Point> ByNumber);
        public sealed class Made
        {
            [JsonConstructor] public Made(int id, string? name = null) => (Id, Name) = (id, name);
            public Made() => Id = 1;
            public int Id { get; }
            public string? Name { get; }
            public required string Why { get; init; }
            [JsonPropertyOrder(-1)] public IList<IDictionary<string, int>> Maps { get; init; } = [];
            public int Twice => Id * 2;
        }
        public enum Small : sbyte { Minus = -1, Zero, One }
        public enum Huge : ulong { Zero, All = ulong.MaxValue }
        public sealed record Sets(ImmutableHashSet<string> Set, ISet<Small> Small, ImmutableSortedDictionary<string, ImmutableArray<int>> Map, Queue<Huge> Queue, LinkedList<char> Letters, IImmutableList<Point?> Points);
        public record Hiding(int X) { public virtual object? Y { get; init; } }
        public record Hidden(string X) : Hiding(1) { public new string X { get; init; } = X; public override object? Y { get; init; } }
        public sealed record Keyed(
            Dictionary<Priority, int> Counts, IReadOnlyDictionary<Named, string?> Names, Dictionary<Combined, int>? Flags, Dictionary<Priority, Dictionary<Small, bool>[]> Nested,
            Dictionary<bool, int> Bools, Dictionary<decimal, int> Prices, Dictionary<Numbered, int> Numbered, Dictionary<string, Priority> Values);
        public enum Priority { [JsonStringEnumMemberName("the low")] Low, High, VERYHigh }
        [JsonDerivedType(typeof(OpenLeaf), "leaf")]
        public record Open(int A) { [JsonExtensionData] public IDictionary<string, object>? Extra { get; set; } }
        public sealed record OpenLeaf(int A, string? B, Closed C) : Open(A);
        public sealed record Closed { public int A { get; init; } [JsonInclude, JsonExtensionData] public Dictionary<string, System.Text.Json.JsonElement> Others { get; private set; } = []; }
        [JsonDerivedType(typeof(Renaming), "renaming")]
        public record Names
        {
            public virtual int A { get; init; } = 1;
            [JsonPropertyName("b-old")] public virtual int B { get; init; } = 2;
            public virtual int C { get; init; } = 3;
            public int D { get; init; } = 4;
            public int E { get; init; } = 5;
            [JsonIgnore] public virtual int F { get; init; } = 6;
            [JsonIgnore] public int G { get; init; } = 7;
            [JsonPropertyName("h-old")] public int H { get; init; } = 8;
            public int I { get; init; } = 9;
            public int J { get; init; } = 10;
        }
        public record Renaming : Names
        {
            [JsonPropertyName("a-new")] public override int A { get; init; } = 11;
            public override int B { get; init; } = 12;
            [JsonIgnore] public override int C { get; init; } = 13;
            [JsonIgnore] public new string D { get; init; } = "14";
            [JsonPropertyName("e-new")] public new string E { get; init; } = "15";
            public override int F { get; init; } = 16;
            public new string G { get; init; } = "17";
            public new string H { get; init; } = "18";
            [JsonIgnore, JsonPropertyName("i-new")] public new string I { get; init; } = "19";
            public new int J { set => _ = value; }
        }
        public sealed record Renamed : Renaming { public override int C { get; init; } = 23; [JsonIgnore] public override int F { get; init; } }
        public sealed record OfFramework(
            KeyValuePair<string, Point?> Pair, KeyValuePair<Named, string?>[] Pairs, Tuple<int, Figure?>? Two, ReadOnlyMemory<Point?> Memory,
            System.Drawing.PointF Place, System.Drawing.Rectangle? Frame, DayOfWeek Day);
        public sealed class Members
        {
            public required string Größe { get; init; }
            [JsonPropertyName("q\"q */ é")] public int? Odd { get; set; }
            [JsonPropertyName("__proto__")] public string Proto { get; set; } = "";
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Text { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public Guid Id { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public Uri? Link { get; set; }
            [JsonInclude] public int Field;
            [JsonRequired] public KeyValuePair<string, int> Pair { get; set; }
            public object? Anything { get; set; }
            public System.Text.Json.Nodes.JsonNode? Node { get; set; }
            public DateTime At { get; set; }
            public Half Half { get; set; }
            public TimeSpan Span { get; set; }
            public Version? Version { get; set; }
            public char Letter { get; set; } = 'é';
        }
        """;

    /// <summary>Types that System.Text.Json cannot read as it has written them with the option that a property repeats.</summary>
    public static readonly (string Property, string Type)[] Unreadable = [("WriteAsString", "MaybeTexts"), ("DictionaryKeys", "Keyed")];

    /// <summary>The types with their values, as C# writes them.</summary>
    public static readonly (string Type, string Values)[] Rows =
    [
        ("Bytes", "new([1, 2], [0, 255], [[1], []], new byte[] { 9 }, new() { [\"a\"] = [7], [\"b\"] = null })"),
        ("List<byte>", "[1, 2], []"),
        ("byte[]", "[1, 2], []"),
        ("Page<int[]>", "new([[1], []], null)"),
        ("Page<int[]?>", "new([[1], null], [2])"),
        ("Page<string>[]", "[new([\"a\"], null)]"),
        ("Page<string?>", "new([\"a\", null], \"b\")"),
        ("Page<int?>", "new([1, null], 2)"),
        ("Derived<string[]?>", "new() { Own = 1, Value = [[\"a\"], null], Items = [[], [null]] }"),
        ("Derived<string[]>", "new() { Items = [[[\"a\"]]] }"),
        ("Outer<int>.Inner<string?>", "new(1, null), new(2, \"a\")"),
        ("Texts", "new(1, [1.50m, null], new int[] { 3 }, new() { [\"a\"] = 4 }, [[5], []], Int128.MaxValue)"),
        ("MaybeTexts", "new(new int[] { 4 }, [5]), new(null, null)"),
        ("Readings", "new(double.NaN, float.PositiveInfinity, [Half.NegativeInfinity, (Half)1.5], 1, [[2]]), new(0.1, null, [], 0, [])"),
        ("Enums", "new(Plain.B, null, Combined.A | Combined.C, Named.A, Plain.A, Numbered.Large, new() { [Named.A] = [Plain.A] })"),
        ("Combined", "Combined.None, Combined.A | Combined.B"),
        ("Rights", "default, Rights.Read, Rights.Read | Rights.Write"),
        ("List<Figure>", "[new Circle(null, 1e300), new Square(\"b\", 2)]"),
        ("Page<Animal>", "new([new(4) { Figures = [new Circle(\"c\", 2)] }, new Dog(4, \"d\"), new Puppy(4, \"p\", new Dog(3, \"m\"))], null)"),
        ("Members", "new() { Größe = \"a\", Pair = new(\"k\", 1) }, new() { Größe = \"\", Odd = 1, Text = \"t\", Id = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Link = new(\"https://a/?b#é\"), Field = 3, Pair = new(\"k\", 1), Anything = new { A = 1 }, Node = new System.Text.Json.Nodes.JsonArray(1, null), At = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), Half = (Half)0.5, Span = TimeSpan.MinValue, Version = new(1, 2) }"),
        ("OfFramework", "new(new(\"k\", new(1, null)), [new(Named.A, null), new(Named.B, \"b\")], new(1, new Circle(null, 2)), new Point?[] { null, new(1, 2) }, new(1.5f, 2), new(1, 2, 3, 4), DayOfWeek.Friday), new(new(\"\", null), [], null, default, default, null, default)"),
        ("List<Tuple<KeyValuePair<int, string?>, string[]>>", "[new(new(1, null), [\"a\"])]"),
        ("Fields", "new(1) { B = 2, D = [[double.Epsilon]] }"),
        ("Points", "new(new(1, null), null, [null, new(1, 2)], new() { [Plain.B] = null }, ImmutableDictionary<Guid, Point>.Empty.Add(default, new(1, 2)), new() { [5] = new(5, 6) })"),
        ("Point?", "null, new Point(1, 2)"),
        ("Made", "new(2, \"n\") { Why = \"w\", Maps = [new Dictionary<string, int> { [\"a\"] = 1 }] }, new(3) { Why = \"\" }"),
        ("Sets", "new([\"a\"], new HashSet<Small> { Small.Minus }, ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty.Add(\"k\", [1]), new([Huge.All]), new(['x']), [null, new Point(1, 1)])"),
        ("Hidden", "new(\"x\") { Y = 5 }"),
        ("Keyed", "new(new() { [Priority.Low] = 1, [Priority.High] = 2, [Priority.VERYHigh] = 3 }, new Dictionary<Named, string?> { [Named.A] = null, [Named.@class] = \"c\" }, null, new() { [Priority.High] = [new() { [Small.Minus] = true }, []] }, new() { [true] = 1 }, new() { [1.50m] = 2 }, new() { [Numbered.A] = 1 }, new() { [\"k\"] = Priority.High }), new([], new Dictionary<Named, string?>(), [], [], [], [], [], [])"),
        ("Open[]", "[new(1) { Extra = new Dictionary<string, object> { [\"x\"] = 1, [\"y\"] = new[] { \"z\" } } }, new(2), new OpenLeaf(3, \"b\", new()) { Extra = new Dictionary<string, object> { [\"c d\"] = true } }]"),
        ("Closed", "System.Text.Json.JsonSerializer.Deserialize<Closed>(\"{\\\"A\\\":1,\\\"o\\\":[null]}\")!, new()"),
        ("Names[]", "[new Names(), new Renaming()]"),
        ("Renaming", "new()"),
        ("Renamed", "new()"),
        ("double", "double.MaxValue"),
        ("Dictionary<string, int[][]>", "new() { [\"a\"] = [[1]] }"),
        ("object", "\"text\", 1, new[] { 1, 2 }, new { A = \"a\" }"),
        ("Dictionary<DateOnly, Uri?>", "new() { [new(2026, 1, 2)] = null, [new(2026, 1, 3)] = new(\"a/b\", UriKind.Relative) }"),
        ("string", "\"text\", \"\", \"a\\nb\", \"null\""),
        ("decimal?", "1.50m, null"),
        ("KeyValuePair<string, int>?", "new(\"k\", 1), null"),
        ("System.Text.Json.JsonElement", "System.Text.Json.JsonDocument.Parse(\"[1, null]\").RootElement"),
    ];
}
