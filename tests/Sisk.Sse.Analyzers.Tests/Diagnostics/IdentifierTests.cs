using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class IdentifierTests
{
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
    [InlineData("{id}", "[|b|]")]
    [InlineData("a/b", "[|a/b|]")]
    [InlineData("a/{id}", "b/{id}")]
    [InlineData("a/{id}", "a/{id}/b")]
    [InlineData("{number}", "b")]
    [InlineData("{number}", "[|7|]")]
    [InlineData("{guid}", "b")]
    public Task Identifiers_that_can_be_equal_are_a_warning_at_the_second(string one, string other) => Verify.ReportsAsync("SSE011", $$"""
        public class Streams
        {
            [RouteGet("/a", Identifier = "{{one}}")]
            public EventStream<string> A(string id, int number, Guid guid) => new();

            [RouteGet("/b", Identifier = "{{other}}")]
            public EventStream<int> B(string id) => new();
        }
        """);

    [Fact]
    public Task Identifiers_without_a_template_are_unique() => Verify.ReportsNothingAsync("""
        public class Streams
        {
            [RouteGet("/a/{id}")]
            public EventStream<string> A(int id) => new();

            [RoutePost("/a/{id}")]
            public EventStream<int> B(int id) => new();
        }
        """);

    [Theory]
    [InlineData("[|double|]")]
    [InlineData("[|float?|]")]
    [InlineData("[|decimal|]")]
    [InlineData("[|DateTime|]")]
    [InlineData("[|DateTimeOffset|]")]
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
