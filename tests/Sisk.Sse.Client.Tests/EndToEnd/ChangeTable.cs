namespace Sisk.Sse.Client.Tests.EndToEnd;

/// <summary>Types that a member or a parameter may have in two versions of a server, with values at their bounds.</summary>
internal static class ChangeTable
{
    public const string Types = """
        public enum Number { A, B = 200 }
        [JsonConverter(typeof(JsonStringEnumConverter<Word>))] public enum Word { A, B }
        [Flags, JsonConverter(typeof(JsonStringEnumConverter<Rights>))] public enum Rights { Read = 1, Write = 2 }
        public enum More { A, B = 200, C }
        [JsonConverter(typeof(JsonStringEnumConverter<MoreWords>))] public enum MoreWords { A, B, C }
        public class One { public int A { get; set; } }
        public class Two { public int A { get; set; } public string? B { get; set; } }
        public class Maybe { public int? A { get; set; } }
        public class Long { public long A { get; set; } }
        public class Needed { public int A { get; set; } [JsonRequired] public string B { get; set; } = ""; }
        public class LeftOut { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int A { get; set; } }
        [JsonDerivedType(typeof(S1A), "a"), JsonDerivedType(typeof(S1B), "b")] public abstract class S1 { }
        public sealed class S1A : S1 { public int X { get; set; } }
        public sealed class S1B : S1 { public int Y { get; set; } }
        [JsonDerivedType(typeof(S2A), "a"), JsonDerivedType(typeof(S2B), "b"), JsonDerivedType(typeof(S2C), "c")] public abstract class S2 { }
        public sealed class S2A : S2 { public int X { get; set; } }
        public sealed class S2B : S2 { public int Y { get; set; } }
        public sealed class S2C : S2 { public int Y { get; set; } }
        [JsonDerivedType(typeof(S3A), "x"), JsonDerivedType(typeof(S3B), "b")] public abstract class S3 { }
        public sealed class S3A : S3 { public int X { get; set; } }
        public sealed class S3B : S3 { public int Y { get; set; } }
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), JsonDerivedType(typeof(S4A), "a"), JsonDerivedType(typeof(S4B), "b")] public abstract class S4 { }
        public sealed class S4A : S4 { public int X { get; set; } }
        public sealed class S4B : S4 { public int Y { get; set; } }
        [JsonDerivedType(typeof(S5), "a"), JsonDerivedType(typeof(S5B), "b")] public class S5 { public int X { get; set; } }
        public sealed class S5B : S5 { public int Y { get; set; } }
        public class Plain { public int X { get; set; } }
        """;

    /// <summary>The types with expressions of their values, which are the same in a generated client.</summary>
    public static readonly (string Type, string[] Values)[] Rows =
    [
        ("sbyte", ["sbyte.MinValue", "sbyte.MaxValue"]),
        ("byte", ["byte.MinValue", "byte.MaxValue"]),
        ("short", ["short.MinValue", "short.MaxValue"]),
        ("ushort", ["ushort.MinValue", "ushort.MaxValue"]),
        ("int", ["int.MinValue", "int.MaxValue"]),
        ("uint", ["uint.MinValue", "uint.MaxValue"]),
        ("long", ["long.MinValue", "long.MaxValue"]),
        ("ulong", ["ulong.MinValue", "ulong.MaxValue"]),
        ("Int128", ["Int128.MinValue", "Int128.MaxValue"]),
        ("Half", ["Half.MinValue", "Half.Epsilon"]),
        ("float", ["float.MinValue", "float.Epsilon"]),
        ("double", ["double.MinValue", "double.Epsilon"]),
        ("decimal", ["decimal.MinValue", "0.0000000000000000000000000001m"]),
        ("bool", ["true"]),
        ("string", ["\"a b\"", "\"\""]),
        ("char", ["'é'"]),
        ("Guid", ["new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)"]),
        ("Uri", ["new Uri(\"https://a/b?c\")"]),
        ("DateOnly", ["new DateOnly(2026, 11, 30)"]),
        ("DateTime", ["new DateTime(2026, 11, 30, 1, 2, 3)"]),
        ("DateTimeOffset", ["new DateTimeOffset(2026, 11, 30, 1, 2, 3, TimeSpan.FromHours(2))"]),
        ("TimeOnly", ["new TimeOnly(1, 2, 3)"]),
        ("TimeSpan", ["TimeSpan.MaxValue"]),
        ("Number", ["Number.A", "Number.B"]),
        ("Word", ["Word.B"]),
        ("Rights", ["default(Rights)", "Rights.Read | Rights.Write"]),
        ("More", ["More.A", "More.C"]),
        ("MoreWords", ["MoreWords.A", "MoreWords.C"]),
        ("int?", ["null", "5"]),
        ("string?", ["null", "\"a\""]),
        ("int[]", ["new int[] { 1, 2 }", "new int[0]"]),
        ("long[]", ["new long[] { 1, long.MaxValue }"]),
        ("string[]", ["new string[] { \"a\", \"b\" }"]),
    ];

    /// <summary>Types of members alone, which are too much for a query.</summary>
    public static readonly (string Type, string[] Values)[] Objects =
    [
        ("int?[]", ["new int?[] { 1, null }"]),
        ("Dictionary<string, int>", ["new() { [\"a\"] = 1 }"]),
        ("Dictionary<string, long?>", ["new() { [\"a\"] = null }"]),
        ("One", ["new() { A = 1 }"]),
        ("One?", ["null"]),
        ("Two", ["new() { A = 1 }", "new() { A = 1, B = \"b\" }"]),
        ("Maybe", ["new()", "new() { A = 1 }"]),
        ("Long", ["new() { A = long.MaxValue }"]),
        ("Needed", ["new() { A = 1, B = \"b\" }"]),
        ("LeftOut", ["new()", "new() { A = 1 }"]),
        ("S1", ["new S1A { X = 1 }", "new S1B { Y = 1 }"]),
        ("S2", ["new S2A { X = 1 }", "new S2B { Y = 1 }", "new S2C { Y = 1 }"]),
        ("S3", ["new S3A { X = 1 }", "new S3B { Y = 1 }"]),
        ("S4", ["new S4A { X = 1 }", "new S4B { Y = 1 }"]),
        ("S5", ["new S5 { X = 1 }", "new S5B { X = 1, Y = 1 }"]),
        ("Plain", ["new() { X = 1 }"]),
    ];
}
