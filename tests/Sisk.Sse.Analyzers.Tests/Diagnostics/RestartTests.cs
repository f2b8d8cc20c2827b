using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

public sealed class RestartTests
{
    [Theory]
    [InlineData("[|RouteGet(\"/a\")|]", "IAsyncEnumerable<int>", "")]
    [InlineData("[|RouteGet(\"/a\", End = StreamEnd.Event)|]", "Task<EventSequence<int>>", "CancellationToken ct")]
    [InlineData("[|RouteGet(\"/a\")|]", "IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<int>>", "int? from")]
    [InlineData("[|RouteGet(\"/a\")|], RoutePost(\"/b\")", "IAsyncEnumerable<int>", "")]
    [InlineData("RoutePost(\"/a\")", "IAsyncEnumerable<int>", "")]
    [InlineData("RouteGet(\"/a\", End = StreamEnd.Done)", "IAsyncEnumerable<int>", "")]
    [InlineData("RouteGet(\"/a\", End = StreamEnd.None)", "IAsyncEnumerable<int>", "")]
    [InlineData("RouteGet(\"/a\")", "IAsyncEnumerable<int>", "[LastEventId] string? id")]
    [InlineData("RouteGet(\"/a\")", "IAsyncEnumerable<int>", "HttpRequest request")]
    [InlineData("RouteGet(\"/a\")", "IAsyncEnumerable<int>", "[Microsoft.AspNetCore.Mvc.FromHeader(Name = \"last-event-id\")] string? id")]
    [InlineData("RouteGet(\"/a\")", "IAsyncEnumerable<int>", "string? lastEventId")]
    [InlineData("RouteGet(\"/a\")", "EventStream<int>", "")]
    [InlineData("RouteGet(\"/a\")", "HttpResponse", "")]
    public Task Pull_stream_that_a_browser_gets_again_is_reported(string route, string type, string parameters) =>
        Verify.ReportsAsync("SSE074", $$"""
        public class Streams
        {
            [{{route}}]
            public {{type}} Watch({{parameters}}) => null!;
        }
        """);
}
