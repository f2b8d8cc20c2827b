using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Handlers of ASP.NET Core's own routes.</summary>
public sealed class ReturnedResponseTests
{
    [Theory]
    [InlineData("app.MapGet(\"/a\", (HttpRequest r) => { using var s = r.GetEventSource(); return [|s.Close()|]; });")]
    [InlineData("app.MapPost(\"/a\", async (HttpRequest r) => { await using var s = r.GetEventSource(); await s.SendAsync(1); return [|s.Close()|]; });")]
    [InlineData("app.Map(\"/a\", (HttpRequest r) => [|r.GetEventSource().Close()|]);")]
    [InlineData("app.MapGroup(\"/g\").MapMethods(\"/a\", [\"GET\"], (HttpRequest r, bool flag) => { using var s = r.GetEventSource(); if (flag) { return [|s.Close()|]; } return [|s.Close(CloseMode.Permanent)|]; });")]
    [InlineData("app.MapGet(\"/a\", [|Handle|]);")]
    [InlineData("app.MapGet(\"/a\", [|HandleAsync|]);")]
    [InlineData("app.MapGet(\"/a\", [|Local|]); static HttpResponse Local(HttpRequest r) => r.GetEventSource().Close();")]
    [InlineData("app.MapGet(\"/a\", (HttpRequest r) => { using var s = r.GetEventSource(); s.Close(); });")]
    [InlineData("app.MapGet(\"/a\", (HttpRequest r) => { HttpResponse Local() => r.GetEventSource().Close(); Local(); });")]
    [InlineData("app.MapGet(\"/a\", (HttpRequest r) => { using var s = r.GetEventSource(); return s.Close().StatusCode; });")]
    [InlineData("app += new Route(RouteMethod.Get, \"/a\", (HttpRequest r) => { using var s = r.GetEventSource(); return s.Close(); });")]
    public Task A_handler_does_not_return_the_response(string statement) => Verify.ReportsAsync("SSE077", $$"""
        public static class Endpoints
        {
            public static void Map(WebApplication app)
            {
                {{statement}}
            }

            private static HttpResponse Handle(HttpRequest r) => r.GetEventSource().Close();

            private static Task<HttpResponse> HandleAsync(HttpRequest r) => Task.FromResult(r.GetEventSource().Close());

            public static HttpResponse Use(HttpRequest r) => r.Method == "GET" ? Handle(r) : HandleAsync(r).Result;
        }
        """);
}
