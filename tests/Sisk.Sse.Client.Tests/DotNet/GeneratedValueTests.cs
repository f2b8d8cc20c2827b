using static Sisk.Sse.Client.Tests.DotNet.CompiledClient;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Numbers, bytes, dictionaries and enumerations that a client reads as members of generated types.</summary>
public sealed class GeneratedValueTests
{
    /// <summary>Options with which a client reads only the types that it has metadata for, as in a trimmed application.</summary>
    private const string WithoutReflection =
        "new() { TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(), PropertyNameCaseInsensitive = true }";

    [Theory]
    [InlineData("public sealed record X(Dictionary<string, int> Counts);", """{"counts":{"a":1}}""")]
    [InlineData(
        "public sealed record X(Dictionary<Guid, Guid?> Ids, IReadOnlyDictionary<int, bool[]>? More);", """{"ids":{},"more":null}""")]
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
        var server = new OneEventServer(body);

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
    public async Task An_enumeration_of_the_framework_is_read_as_the_server_writes_it_also_without_reflection(string setting, string json) =>
        Assert.Contains(
        "Day = Friday, Days = System.DayOfWeek[], Maybe = Monday",
        await ReadAsync(
            "public sealed record X(DayOfWeek Day, DayOfWeek? Maybe, DayOfWeek[] Days);" + Controller,
            new OneEventServer(json),
            Page.Replace("ShopStreams(http)", $"ShopStreams(http, json: {WithoutReflection})", StringComparison.Ordinal),
            setting),
        StringComparison.Ordinal);
}
