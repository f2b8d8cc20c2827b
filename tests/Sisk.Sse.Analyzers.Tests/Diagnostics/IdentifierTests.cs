using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("Name = \"[|my name|]\"", "EventStream<string>")]
    [InlineData("Name = \"[|a-b|]\"", "Task<EventStream<string>>")]
    [InlineData("Name = \"2nd\"", "EventStream<string>")]
    [InlineData("Name = \"Fast\", Identifier = \"fast/{id}\"", "EventStream<string>")]
    [InlineData("Name = \"[|Fast|]\", Identifier = \"[|fast/{id}|]\"", "IAsyncEnumerable<string>")]
    [InlineData("Identifier = \"[|fast-{other}|]\"", "IAsyncEnumerable<string>")]
    [InlineData("Identifier = \"[|fast/{id}|]\"", "HttpResponse")]
    [InlineData("Overflow = Overflow.Coalesce, MaxQueuedEvents = 5, MaxQueuedBytes = 5, PingIntervalSeconds = 5", "EventStream<string>")]
    [InlineData("End = StreamEnd.Done", "IAsyncEnumerable<string>")]
    [InlineData("End = StreamEnd.None", "IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<string>>")]
    [InlineData("End = [|StreamEnd.Done|]", "EventStream<string>")]
    [InlineData("End = [|StreamEnd.Event|]", "HttpResponse")]
    [InlineData(
        "Overflow = [|Overflow.DropOldest|], MaxQueuedEvents = 5, MaxQueuedBytes = 5, PingIntervalSeconds = 5", "IAsyncEnumerable<string>")]
    [InlineData(
        "Overflow = [|Overflow.Disconnect|], MaxQueuedEvents = [|5|], MaxQueuedBytes = [|5|], PingIntervalSeconds = [|5|]", "HttpResponse")]
    public Task A_setting_without_effect_is_reported(string setting, string type) => Verify.ReportsAsync("SSE043", $$"""
        public class Streams
        {
            [RouteGet("/a/{id}", {{setting}})]
            public {{type}} Watch(int id) => null!;
        }
        """);

    [Fact]
    public Task An_undefined_end_of_a_pull_stream_is_reported() => Verify.ReportsAsync("SSE069", """
        public class Streams
        {
            [RouteGet("/a", End = [|(StreamEnd)3|])]
            public IAsyncEnumerable<string> Watch() => null!;
        }
        """);

    [Theory]
    [InlineData("Overflow = [|(Overflow)9|]")]
    [InlineData("Overflow = Overflow.Coalesce")]
    [InlineData("MaxQueuedEvents = [|0|]")]
    [InlineData("MaxQueuedEvents = 1")]
    [InlineData("MaxQueuedBytes = [|-1|]")]
    [InlineData("MaxQueuedBytes = 1")]
    [InlineData("PingIntervalSeconds = [|0|]")]
    [InlineData("PingIntervalSeconds = [|double.NaN|]")]
    [InlineData("PingIntervalSeconds = [|86401|]")]
    [InlineData("PingIntervalSeconds = [|double.NegativeInfinity|]")]
    [InlineData("PingIntervalSeconds = double.PositiveInfinity")]
    [InlineData("PingIntervalSeconds = 86400, MaxQueuedEvents = [|0|], MaxQueuedBytes = [|0|]")]
    public Task A_setting_out_of_range_is_reported(string setting) => Verify.ReportsAsync("SSE069", $$"""
        public class Streams
        {
            [RouteGet("/a/{id}", {{setting}})]
            public EventStream<string> Watch(int id) => new();
        }
        """);

    [Theory]
    [InlineData("a/[|x{id}|]")]
    [InlineData("{id}/[|{id}|]")]
    [InlineData("a/{id}")]
    public Task A_template_that_does_not_parse_is_reported_within_its_text(string template) => Verify.ReportsAsync("SSE006", $$"""
        public class Streams
        {
            [RouteGet("/{id}", Identifier = "{{template}}")]
            public EventStream<string> Watch(int id) => new();
        }
        """);

    [Theory]
    [InlineData("a/[|{user}|]", "int id")]
    [InlineData("a/[|{ct}|]", "int id, CancellationToken ct")]
    [InlineData("a/[|{numbers}|]", "int id, int[] numbers")]
    [InlineData("a/{page}", "int id, int page")]
    public Task An_identifier_names_a_parameter_that_is_read_from_text(string template, string parameters) =>
        Verify.ReportsAsync("SSE007", $$"""
        public class Streams
        {
            [RouteGet("/{id}", Identifier = "{{template}}")]
            public EventStream<string> Watch({{parameters}}) => new();
        }
        """);

    [Fact]
    public Task A_parameter_that_route_and_identifier_have_and_the_method_has_not_is_one_mistake() => Verify.ReportsAsync("SSE007", """
        public class Streams
        {
            [RouteGet("/{id}", Identifier = "a/[|{id}|]")]
            public EventStream<string> Watch() => new();
        }
        """);

    [Fact]
    public Task A_broken_route_hides_what_follows_from_it() => Verify.ReportsAsync("SSE004", """
        public class Streams
        {
            [RouteGet("/{id}/[|{|]", Identifier = "a/{id}")]
            public EventStream<string> Watch(Money id) => new();
        }

        public sealed record Money(decimal Value);
        """);

    [Fact]
    public Task A_key_that_does_not_parse_is_one_mistake() => Verify.ReportsAsync("SSE005", """
        public class Streams
        {
            [RouteGet("/{id}", Identifier = "a/{id}")]
            public EventStream<string> Watch([|Money|] id) => new();
        }

        public sealed record Money(decimal Value);
        """);

    [Theory]
    [InlineData("a/{id}", "[|a/{id}|]")]
    [InlineData("{id}/{number}", "[|b/{id}|]")]
    [InlineData("a/b/{id}", "[|a/b/{id}|]")]
    [InlineData("a/{id}", "b/{id}")]
    [InlineData("a/{id}", "a/{id}/b")]
    [InlineData("{number}/{id}", "b/{id}")]
    [InlineData("{number}/{id}", "[|7/{id}|]")]
    [InlineData("{guid}/{id}", "b/{id}")]
    public Task Identifiers_that_can_be_equal_are_a_warning_at_the_second(string one, string other) => Verify.ReportsAsync("SSE011", $$"""
        public class Streams
        {
            [RouteGet("/a", Identifier = "{{one}}", Exclusive = true)]
            public EventStream<string> A(string id, int number, Guid guid) => new();

            [RouteGet("/b", Identifier = "{{other}}", Exclusive = true)]
            public EventStream<int> B(string id) => new();
        }
        """);

    [Fact]
    public Task Identifiers_of_exclusive_streams_without_a_template_are_their_routes() => Verify.ReportsAsync("SSE011", """
        public class Streams
        {
            [RouteGet("/a/{id}", Exclusive = true)]
            public EventStream<string> A(int id) => new();

            [RoutePost("/a/{id}", Exclusive = true)]
            public EventStream<int> [|B|](int id) => new();
        }
        """);

    [Fact]
    public Task Identifiers_with_a_unique_segment_are_never_equal() => Verify.ReportsNothingAsync("""
        public class Streams
        {
            [RouteGet("/c/{id}", Identifier = "a/{id}")]
            public EventStream<long> C(int id) => new();

            [RouteGet("/d/{id}", Identifier = "a/{id}")]
            public EventStream<short> D(int id) => new();

            [RouteGet("/a/{id}")]
            public EventStream<string> A(int id) => new();

            [RoutePost("/a/{id}")]
            public EventStream<int> B(int id) => new();
        }
        """);

    [Theory]
    [InlineData("EventStream<string> [|Watch|]()", "")]
    [InlineData("EventStream<string> [|Watch|](int id)", ", Identifier = \"all\"")]
    [InlineData("IAsyncEnumerable<string> [|Watch|](int id)", "")]
    [InlineData("Task<HttpResponse> [|Watch|](int id)", "")]
    [InlineData("EventStream<string> Watch(int id)", "")]
    [InlineData("EventStream<string> Watch(int id)", ", Identifier = \"all/{id}\"")]
    public Task An_exclusive_stream_has_a_key(string method, string identifier) => Verify.ReportsAsync("SSE030", $$"""
        public class Streams
        {
            [RouteGet("{{(method.Contains("id", StringComparison.Ordinal) ? "/{id}" : "/")}}"{{identifier}}, Exclusive = true)]
            public {{method}} => throw null!;
        }
        """);

    [Theory]
    [InlineData("[|double|]")]
    [InlineData("[|float?|]")]
    [InlineData("[|Half|]")]
    [InlineData("[|Uri|]")]
    [InlineData("[|Silent|]")]
    [InlineData("[|Silent?|]")]
    [InlineData("[|SilentClass|]")]
    [InlineData("[|Generated|]")]
    [InlineData("Spoken")]
    [InlineData("Spoken?")]
    [InlineData("SpokenRecord")]
    [InlineData("SpokenDerived")]
    [InlineData("Formatted")]
    [InlineData("decimal")]
    [InlineData("DateTime")]
    [InlineData("DateTimeOffset")]
    [InlineData("TimeOnly")]
    [InlineData("TimeSpan")]
    [InlineData("string")]
    [InlineData("char")]
    [InlineData("bool")]
    [InlineData("Version")]
    [InlineData("Int128")]
    [InlineData("System.Net.IPAddress")]
    [InlineData("int")]
    [InlineData("Guid")]
    [InlineData("DayOfWeek")]
    [InlineData("DateOnly")]
    public Task A_key_has_a_stable_text_or_is_a_warning(string type) => Verify.ReportsAsync("SSE012", $$"""
        public class Streams
        {
            [RouteGet("/{id}")]
            public EventStream<string> Watch({{type}} id, double scale) => new();
        }

        public readonly struct Silent { public static bool TryParse(string text, out Silent value) { value = default; return true; } }
        public class SilentClass { public static bool TryParse(string text, out SilentClass value) { value = new(); return true; } }
        public readonly record struct Generated(string Code) { public static bool TryParse(string text, out Generated value) { value = new(text); return true; } }
        public readonly struct Spoken { public override string ToString() => ""; public static bool TryParse(string text, out Spoken value) { value = default; return true; } }
        public readonly record struct SpokenRecord(string Code) { public override string ToString() => Code; public static bool TryParse(string text, out SpokenRecord value) { value = new(text); return true; } }
        public class SpokenBase { public override string ToString() => ""; }
        public class SpokenDerived : SpokenBase { public static bool TryParse(string text, out SpokenDerived value) { value = new(); return true; } }
        public readonly struct Formatted : IFormattable { public string ToString(string? format, IFormatProvider? provider) => ""; public static bool TryParse(string text, out Formatted value) { value = default; return true; } }
        """);

    [Fact]
    public Task A_pull_stream_has_no_keys() => Verify.ReportsNothingAsync("""
        public class Streams
        {
            [RouteGet("/{from}")]
            public IAsyncEnumerable<int> Watch(DateTime from) => null!;
        }
        """);
}
