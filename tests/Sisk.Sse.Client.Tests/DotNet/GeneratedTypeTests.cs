using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Sisk.Sse.Client.Tests.Support;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Events that a client reads as types that were generated from the contract.</summary>
public sealed class GeneratedTypeTests
{
    private const string Controller = " public sealed class Orders { [RouteGet(\"/x\")] public EventStream<X> Watch() => new(); }";

    private const string Page = """
        #nullable enable
        using System.Net.Http;
        using Sisk.Sse.Client;
        namespace Page;
        [EventStreamClient("streams.json")] public partial class ShopStreams;
        public static class Run
        {
            public static async Task<object?> First(HttpMessageHandler handler, string? text)
            {
                using var http = new HttpClient(handler) { BaseAddress = new Uri("http://shop") };
                await foreach (var value in new ShopStreams(http).Orders.WatchAsync())
                {
                    return value;
                }

                return null;
            }
        }
        """;

    /// <summary>Options with which a client reads only the types that it has metadata for, as in a trimmed application.</summary>
    private const string WithoutReflection =
        "new() { TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(), PropertyNameCaseInsensitive = true }";

    /// <summary>The compiled clients, which tests with the same code share.</summary>
    private static readonly Dictionary<(string Source, string Page, string? StringEnums), MethodInfo> _compiled = [];

    private static readonly MetadataReference _client = MetadataReference.CreateFromFile(typeof(EventStreamClientAttribute).Assembly.Location);

    [Theory]
    [InlineData("public sealed record X(Dictionary<string, int> Counts);", """{"counts":{"a":1}}""")]
    [InlineData("public sealed record X(Dictionary<Guid, Guid?> Ids, IReadOnlyDictionary<int, bool[]>? More);", """{"ids":{},"more":null}""")]
    public async Task A_dictionary_is_read(string types, string json) => await ReadAsync(types, json);

    [Theory]
    [InlineData("List<byte>", "[0,255]")]
    [InlineData("List<byte>", "[]")]
    [InlineData("IEnumerable<byte>?", "null")]
    [InlineData("List<byte[]>", """["AAE="]""")]
    [InlineData("IReadOnlyList<byte>[]", "[[1],[]]")]
    [InlineData("Dictionary<string, List<byte>>", """{"a":[1]}""")]
    public async Task Bytes_are_read_and_sent_as_the_server_writes_them(string type, string json)
    {
        var body = $$"""{"blob":"AQI=","v":{{json}}}""";
        var types = $"public sealed record X(byte[] Blob, {type} V);{Controller} public sealed class Answers {{ [RoutePost(\"/y\")] public EventStream<X> Watch(X body) => new(); }}";
        var server = new Server(body);

        await ReadAsync(types, server, Page.Replace(
            "return value;",
            "await foreach (var answer in new ShopStreams(http).Answers.WatchAsync(value)) { return answer; }",
            StringComparison.Ordinal));

        Assert.Equal(body, server.Body);
    }

    [Fact]
    public async Task Bytes_that_are_written_as_text_are_read() => await ReadAsync(
        "public sealed record X([property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] List<byte> V);",
        """{"v":["1","255"]}""");

    [Theory]
    [InlineData("Int128", "\"1\"")]
    [InlineData("List<long>", """["1"]""")]
    [InlineData("Dictionary<string, Half?>", """{"a":"1"}""")]
    public async Task Numbers_in_text_are_read(string type, string json) => await ReadAsync(
        $"public sealed record X([property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] {type} V);",
        $$"""{"v":{{json}}}""");

    [Theory]
    [InlineData("\"very high\"", "V = High")]
    [InlineData("\"low\"", "V = Low")]
    [InlineData("\"class\"", "V = class")]
    [InlineData("\"very high, low\"", "V = Low, High")]
    [InlineData("2", "V = High")]
    public async Task A_value_of_an_enumeration_is_read_by_its_name(string json, string text) => Assert.Contains(
        text,
        await ReadAsync(
            "[Flags, JsonConverter(typeof(JsonStringEnumConverter<Level>))] "
            + "public enum Level { [JsonStringEnumMemberName(\"low\")] Low = 1, [JsonStringEnumMemberName(\"very high\")] High = 2, @class = 4 } "
            + "public sealed record X(Level V);",
            $$"""{"v":{{json}}}"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("true", """{"day":"Friday","maybe":"Monday","days":["Sunday"]}""")]
    [InlineData("KebabCaseUpper", """{"day":"FRIDAY","maybe":"MONDAY","days":["SUNDAY"]}""")]
    [InlineData("false", """{"day":5,"maybe":1,"days":[0]}""")]
    public async Task An_enumeration_of_the_framework_is_read_as_the_server_writes_it_also_without_reflection(string setting, string json) => Assert.Contains(
        "Day = Friday, Days = System.DayOfWeek[], Maybe = Monday",
        await ReadAsync(
            "public sealed record X(DayOfWeek Day, DayOfWeek? Maybe, DayOfWeek[] Days);" + Controller,
            new Server(json),
            Page.Replace("ShopStreams(http)", $"ShopStreams(http, json: {WithoutReflection})", StringComparison.Ordinal),
            setting),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("public interface IPlace { string Town { get; } } public sealed record X(IPlace Place);", """{"place":{"town":"a"}}""", "Place = IPlace { Town = a }")]
    [InlineData("public abstract record Thing(int N); public sealed record X(Thing? Thing);", """{"thing":{"n":1}}""", "Thing = Thing { N = 1 }")]
    [InlineData("public abstract record Thing(int N); public sealed record X(Dictionary<string, Thing[]> Things);", """{"things":{"a":[{"n":1}]}}""", "Things")]
    public async Task A_member_of_an_abstract_type_is_read(string types, string json, string text) =>
        Assert.Contains(text, await ReadAsync(types, json), StringComparison.Ordinal);

    [Theory]
    [InlineData("abstract record Thing(int N)", """{"thing":{"$type":"later","n":1,"m":2}}""", "Thing = Thing { N = 1 }")]
    [InlineData("record Thing(int N)", """{"thing":{"$type":"later","n":1,"m":2}}""", "Thing = Thing { N = 1 }")]
    [InlineData("abstract record Thing(int N)", """{"thing":{"$type":"a","n":1,"m":2}}""", "Thing = Known { N = 1, M = 2 }")]
    public async Task A_derived_type_that_the_server_got_later_is_read_as_its_base(string thing, string json, string text) => Assert.Contains(
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
    [InlineData("record Base { public object? Data { get; init; } public sealed record A : Base { public new int Data { get; init; } } }", """{"data":1}""")]
    [InlineData("record Base { public virtual string? Data => null; public sealed record A : Base { public override string Data => \"a\"; } }", """{"data":"a"}""")]
    [InlineData("record Base { public virtual int Data { get; init; } public sealed record A : Base { [JsonPropertyName(\"other\")] public override int Data { get; init; } } }", """{"other":1}""")]
    [InlineData("record Base { public sealed record B : Base; public sealed record A : Base { public new int B { get; init; } } }", """{"b":1}""")]
    public async Task A_member_hides_one_of_its_base(string types, string json) => await ReadAsync(
        $$"""
        public abstract {{types}}
        public sealed record X(Base.A A);
        public sealed class Other { [RouteGet("/y")] public EventStream<Base> Watch() => new(); }
        """,
        $$"""{"a":{{json}}}""");

    [Theory]
    [InlineData("{}", "N = , Default = , Text = , Moment = , Items = , Of = ")]
    [InlineData("""{"n":0,"default":0,"text":"","moment":"00:00:00","items":[],"of":{"n":1}}""", "N = 0, Default = 0, Text = , Moment = 00:00:00, Items = System.Int32[], Of = Other { N = 1")]
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
        var server = new Server("1");

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
    [InlineData("public sealed record X { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public object? Extra { get; set; } }", "{}")]
    public async Task A_member_of_any_type_that_is_not_set_is_sent_as_null(string types, string json)
    {
        const string Controller = " public sealed class Orders { [RoutePost(\"/x\")] public EventStream<int> Watch(X body) => new(); }";
        var server = new Server("1");

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

        var read = await ReadAsync(Types.Replace("public abstract record Figure(int Id);", Controller, StringComparison.Ordinal), new Server(json, before), Page);

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
        var server = new Server("1");

        await ReadAsync("#nullable enable\n" + source, server, Page.Replace("WatchAsync()", $"WatchAsync({argument})", StringComparison.Ordinal));

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
        var source = $"public sealed class Orders {{ [RouteGet(\"/files/{parameter}\")] public EventStream<int> Watch(string? path) => new(); }}";
        var server = new Server("1");

        await ReadAsync(source, server, Page.Replace("WatchAsync()", "WatchAsync(text)", StringComparison.Ordinal), text: value);

        Assert.Equal(path, server.Path);
    }

    /// <summary>Reads one event.</summary>
    /// <param name="types">The types of the server; <c>X</c> is the payload.</param>
    /// <param name="json">The data of the event.</param>
    /// <returns>The text of the event, which all records print.</returns>
    private static async Task<string> ReadAsync(string types, string json)
    {
        var text = await ReadAsync(types + Controller, new Server(json), Page);
        Assert.StartsWith("X ", text, StringComparison.Ordinal);
        return text;
    }

    private static async Task<string> ReadAsync(string source, Server server, string page, string? stringEnums = null, string? text = null)
    {
        if (!_compiled.TryGetValue((source, page, stringEnums), out var first))
        {
            _compiled[(source, page, stringEnums)] = first = Compile(source, page, stringEnums);
        }

        var reading = (Task<object?>)first.Invoke(null, [server, text])!;

        return (await reading.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken))!.ToString()!;
    }

    private static MethodInfo Compile(string source, string page, string? stringEnums)
    {
        var project = Project.Create("using System.Text.Json.Serialization;\nnamespace Shop;\n" + source);
        Dictionary<string, string> properties = stringEnums is null ? [] : new() { ["build_property.EventStreamJsonStringEnums"] = stringEnums };
        var contract = ProjectContract.JsonOf(GeneratedCode.From(project, properties));
        var client = ClientProject.Emit(Project.Create(page).AddReferences(_client), contract);
        return Assembly.Load(client).GetType("Page.Run")!.GetMethod("First")!;
    }

    private sealed class Server(string json, string before = "") : HttpMessageHandler
    {
        /// <summary>Gets the body of the request; null for none.</summary>
        public string? Body { get; private set; }

        /// <summary>Gets the path of the request.</summary>
        public string? Path { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Path = request.RequestUri!.AbsolutePath;
            Body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"{before}data: {json}\n\n", Encoding.UTF8, "text/event-stream") };
        }
    }
}
