using static Sisk.Sse.Client.Tests.DotNet.CompiledClient;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Events that a client reads as types that were generated from the contract.</summary>
public sealed class GeneratedTypeTests
{
    [Theory]
    [InlineData(
        "public interface IPlace { string Town { get; } } public sealed record X(IPlace Place);",
        """{"place":{"town":"a"}}""",
        "Place = IPlace { Town = a }")]
    [InlineData(
        "public abstract record Thing(int N); public sealed record X(Thing? Thing);", """{"thing":{"n":1}}""", "Thing = Thing { N = 1 }")]
    [InlineData(
        "public abstract record Thing(int N); public sealed record X(Dictionary<string, Thing[]> Things);",
        """{"things":{"a":[{"n":1}]}}""",
        "Things")]
    public async Task A_member_of_an_abstract_type_is_read(string types, string json, string text) =>
        Assert.Contains(text, await ReadAsync(types, json), StringComparison.Ordinal);

    [Theory]
    [InlineData("abstract record Thing(int N)", """{"thing":{"$type":"later","n":1,"m":2}}""", "Thing = Thing { N = 1 }")]
    [InlineData("record Thing(int N)", """{"thing":{"$type":"later","n":1,"m":2}}""", "Thing = Thing { N = 1 }")]
    [InlineData("abstract record Thing(int N)", """{"thing":{"$type":"a","n":1,"m":2}}""", "Thing = Known { N = 1, M = 2 }")]
    public async Task A_derived_type_that_the_server_got_later_is_read_as_its_base(string thing, string json, string text) =>
        Assert.Contains(
        text,
        await ReadAsync(
            $"""
            [JsonDerivedType(typeof(Known), "a")] public {thing};
            public sealed record Known(int N, int M) : Thing(N);
            public sealed record X(Thing Thing);
            """, json),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("abstract record Thing(int N)")]
    [InlineData("record Thing(int N)")]
    public async Task A_type_that_had_no_derived_types_is_read_as_itself(string thing) => Assert.Contains(
        "Thing = Thing { N = 1 }",
        await ReadAsync($"public {thing}; public sealed record X(Thing Thing);", """{"thing":{"$type":"later","m":2,"n":1}}"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "record Base { public object? Data { get; init; } public sealed record A : Base { public new int Data { get; init; } } }",
        """{"data":1}""")]
    [InlineData(
        "record Base { public virtual string? Data => null; public sealed record A : Base { public override string Data => \"a\"; } }",
        """{"data":"a"}""")]
    [InlineData("record Base { public virtual int Data { get; init; } public sealed record A : Base { [JsonPropertyName(\"other\")] public override int Data { get; init; } } }", """{"other":1}""")]
    [InlineData(
        "record Base { public sealed record B : Base; public sealed record A : Base { public new int B { get; init; } } }", """{"b":1}""")]
    public async Task A_member_hides_one_of_its_base(string types, string json) => await ReadAsync(
        $$"""
        public abstract {{types}}
        public sealed record X(Base.A A);
        public sealed class Other { [RouteGet("/y")] public EventStream<Base> Watch() => new(); }
        """,
        $$"""{"a":{{json}}}""");

    [Theory]
    [InlineData("{}", "N = , Default = , Text = , Moment = , Items = , Of = ")]
    [InlineData(
        """{"n":0,"default":0,"text":"","moment":"00:00:00","items":[],"of":{"n":1}}""",
        "N = 0, Default = 0, Text = , Moment = 00:00:00, Items = System.Int32[], Of = Other { N = 1")]
    public async Task A_member_that_is_left_out_is_null(string json, string expected)
    {
        const string WhenNull = "[property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]";
        var text = await ReadAsync(
            $"""
            public sealed record X(
                {WhenNull} int? N, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Default,
                {WhenNull} string? Text, {WhenNull} TimeSpan? Moment, {WhenNull} int[]? Items, {WhenNull} Other? Of);
            public sealed record Other({WhenNull} int? N);
            """,
            json);

        foreach (var member in expected.Split(", "))
        {
            Assert.Contains($" {member},", text.Replace(" }", ",", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("new X()", "{}")]
    [InlineData("new X { N = 0, Text = \"\", Default = 0 }", """{"default":0,"n":0,"text":""}""")]
    public async Task A_member_that_may_be_left_out_is_sent_unless_it_is_null(string value, string json)
    {
        const string Types = """
            public sealed class X
            {
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? N { get; set; }
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Text { get; set; }
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Default { get; set; }
            }
            public sealed class Orders { [RoutePost("/x")] public EventStream<int> Watch(X body) => new(); }
            """;
        var server = new OneEventServer("1");

        await ReadAsync(Types, server, Page.Replace("WatchAsync()", $"WatchAsync({value})", StringComparison.Ordinal));

        Assert.Equal(json, server.Body);
    }

    [Theory]
    [InlineData("\\n")]
    [InlineData("\\r")]
    [InlineData("\\u0085")]
    [InlineData("\\u2028")]
    [InlineData("\\u2029")]
    [InlineData("\\u0001")]
    [InlineData("*/ </summary>")]
    public async Task A_member_whose_name_does_not_fit_into_a_comment_is_read(string part) => Assert.Contains(
        "N = 1",
        await ReadAsync(
            $"public sealed record X([property: JsonPropertyName(\"a{part}b\")] int N, E Of); [JsonConverter(typeof(JsonStringEnumConverter<E>))] public enum E {{ [JsonStringEnumMemberName(\"c{part}d\")] A }}",
            $$"""{"a{{part}}b":1,"of":"c{{part}}d"}"""),
        StringComparison.Ordinal);

    [Fact]
    public async Task Types_whose_names_differ_in_a_dot_and_an_underscore_are_read() => Assert.Contains(
        "Q = B { M = 2 }, R = A_B { S = b }",
        await ReadAsync(
            "public sealed record X(A P, A.B Q, A_B R); public sealed record A(int N) { public sealed record B(int M); } public sealed record A_B(string S);",
            """{"p":{"n":1},"q":{"m":2},"r":{"s":"b"}}"""),
        StringComparison.Ordinal);

    [Fact]
    public async Task Members_with_names_that_records_have_are_read() => Assert.Contains(
        "CloneValue = 1",
        await ReadAsync(
            "public sealed class X { public int Clone { get; set; } public int PrintMembers { get; set; } public new int GetHashCode { get; set; } }",
            """{"clone":1}"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("abstract record Root", "Root", """{"v":{"$type":"leaf","l":2,"m":1},"w":{"$type":"x","l":2,"m":1}}""")]
    [InlineData("interface Root", "Root", """{"v":{"$type":"leaf","l":2,"m":1},"w":{"$type":"x","l":2,"m":1}}""")]
    [InlineData("interface Root", "Other, Root", """{"v":{"$type":"leaf","l":2,"m":1},"w":{"$type":"x","l":2,"m":1}}""")]
    public async Task A_type_that_derives_from_several_is_read_as_each(string root, string bases, string json)
    {
        var text = await ReadAsync(
            $$"""
            [JsonDerivedType(typeof(Leaf), "leaf")] [JsonDerivedType(typeof(Mid), "mid")] public {{root}};
            public interface Other;
            [JsonDerivedType(typeof(Leaf), "x")] public record Mid(int M) : {{bases}};
            public sealed record Leaf(int M, int L) : Mid(M);
            public sealed record X(Root V, Mid W);
            """, json);

        Assert.Equal(2, text.Split("Leaf {").Length - 1);
    }

    [Theory]
    [InlineData("public sealed record X(string Q, object? Extra);", """{"extra":null,"q":""}""")]
    [InlineData("public sealed class X { public required System.Text.Json.JsonElement Extra { get; set; } }", """{"extra":null}""")]
    [InlineData(
        "public sealed record X { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public object? Extra { get; set; } }",
        "{}")]
    public async Task A_member_of_any_type_that_is_not_set_is_sent_as_null(string types, string json)
    {
        const string Controller = " public sealed class Orders { [RoutePost(\"/x\")] public EventStream<int> Watch(X body) => new(); }";
        var server = new OneEventServer("1");

        await ReadAsync(types + Controller, server, Page.Replace("WatchAsync()", "WatchAsync(new X())", StringComparison.Ordinal));

        Assert.Equal(json, server.Body);
    }

    [Theory]
    [InlineData("event: circle\n", """{"id":1,"radius":2}""", "Circle { Id = 1, Radius = 2 }")]
    [InlineData("event: dot\n", """{"id":3}""", "Dot { Id = 3 }")]
    [InlineData("event: other\ndata: {}\n\nevent: dot\n", """{"id":3}""", "Dot { Id = 3 }")]
    public async Task An_item_of_several_types_is_read_by_its_name(string before, string json, string text)
    {
        const string Types = """
            public abstract record Figure(int Id);
            public sealed record Circle(int Id, int Radius) : Figure(Id);
            public sealed record Dot(int Id) : Figure(Id);
            """;
        const string Controller = """
            [JsonDerivedType(typeof(Circle)), JsonDerivedType(typeof(Dot))]
            public abstract record Figure(int Id);
            public sealed class Orders { [RouteGet("/x")] public IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<Figure>> Watch() => null!; }
            """;

        var read = await ReadAsync(
            Types.Replace("public abstract record Figure(int Id);", Controller, StringComparison.Ordinal),
            new OneEventServer(json, before),
            Page);

        Assert.Equal(text, read);
    }

    [Theory]
    [InlineData("[FromBody] int? body", "5", "5")]
    [InlineData("[FromBody] int? body", "null", null)]
    [InlineData("[FromBody] int body = 5", "", null)]
    [InlineData("[FromBody] object? body", "null", null)]
    [InlineData("[FromBody] object? body", "System.Text.Json.JsonDocument.Parse(\"[1]\").RootElement", "[1]")]
    [InlineData("[FromBody] string? body", "null", null)]
    [InlineData("Item? body", "new Item { N = 1 }", """{"n":1}""")]
    [InlineData("Item? body", "null", null)]
    [InlineData("Item body = null!", "", null)]
    public async Task A_body_that_may_be_missing_is_sent_unless_it_is_null(string parameter, string argument, string? body)
    {
        var source = $"public sealed class Orders {{ [RoutePost(\"/x\")] public EventStream<int> Watch({parameter}) => new(); }} public sealed record Item(int N);";
        var server = new OneEventServer("1");

        await ReadAsync(
            "#nullable enable\n" + source, server, Page.Replace("WatchAsync()", $"WatchAsync({argument})", StringComparison.Ordinal));

        Assert.Equal(body, server.Body);
    }

    [Theory]
    [InlineData("{*path}", "", "/files/")]
    [InlineData("{**path}", "", "/files/")]
    [InlineData("{*path}", null, "/files")]
    [InlineData("{*path}", "a/b", "/files/a%2Fb")]
    [InlineData("{**path}", "a//b", "/files/a//b")]
    public async Task The_rest_of_a_path_may_be_empty(string parameter, string? value, string path)
    {
        var source =
            $"public sealed class Orders {{ [RouteGet(\"/files/{parameter}\")] public EventStream<int> Watch(string? path) => new(); }}";
        var server = new OneEventServer("1");

        await ReadAsync(source, server, Page.Replace("WatchAsync()", "WatchAsync(text)", StringComparison.Ordinal), text: value);

        Assert.Equal(path, server.Path);
    }
}
