using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Types that hold themselves with ever larger type arguments.</summary>
public sealed class EndlessTypeTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("public sealed record Page<T>(T[] Items) { public Page<Page<T>> Wrapped => null!; }")]
    [InlineData(
        "public sealed record Page<T>(T[] Items) { [System.Text.Json.Serialization.JsonIgnore] public Page<Page<T>> Wrapped => null!; }")]
    [InlineData("public sealed record Page<T>(T[] Items) { public Pair<Page<T>, T[]> Both => null!; } public sealed record Pair<A, B>(Pair<Page<A>, B>? Left, Pair<A, Page<B>>? Right);")]
    [InlineData("public sealed record Page<T>(T[] Items) { public Page<T[]>? Jagged { get; init; } }")]
    [InlineData("public sealed class Page<T> { public Inner<T> Nested => null!; public sealed class Inner<U> { public Page<U>.Inner<Inner<U>> Deeper => null!; } }")]
    public Task The_analysis_of_an_endless_type_ends(string type) => Verify.ReportsNothingAsync(
        $$"""
        using System.Text.Json.Serialization;

        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Page<string>> Watch() => new();
        }

        {{type}}

        [JsonSerializable(typeof(Page<string>))]
        internal sealed partial class AppJson : JsonSerializerContext;
        """,
        new Settings { Build = { ["PublishAot"] = "true" }, Errors = ["CS0534", "CS7036"] }).WaitAsync(
            _limit, TestContext.Current.CancellationToken);

    [Fact]
    public Task A_property_of_an_endless_type_is_reported_once() => Verify.ReportsAsync("SSE013", """
        public class Streams
        {
            [RouteGet("/a")]
            public EventStream<Page<string>> Watch() => new();
        }

        public sealed record Page<T>(T[] Items, Action? [|Changed|])
        {
            public Page<Page<T>>? Wrapped { get; init; }
        }
        """).WaitAsync(_limit, TestContext.Current.CancellationToken);
}
