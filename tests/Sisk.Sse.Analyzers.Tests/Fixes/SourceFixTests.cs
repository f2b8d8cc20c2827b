using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>The order in which a handler uses its source.</summary>
public sealed class SourceFixTests
{
    [Fact]
    public Task Headers_move_up_in_their_order() => Fixing.VerifyAllAsync<MoveHeaderFix>(
        """
        public static class Handler
        {
            public static HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource();
                sse.Send("a");
                sse.AppendHeader("X-One", "1");
                sse.Send("b");
                sse.AppendHeader("X-Two", "2");
                return sse.Close();
            }
        }
        """,
        """
        public static class Handler
        {
            public static HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource();
                sse.AppendHeader("X-One", "1");
                sse.AppendHeader("X-Two", "2");
                sse.Send("a");
                sse.Send("b");
                return sse.Close();
            }
        }
        """);

    [Fact]
    public Task A_header_whose_value_comes_later_stays() => Fixing.VerifyNoneAsync<MoveHeaderFix>("""
        public static class Handler
        {
            public static HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource();
                var sent = sse.Send("a");
                sse.AppendHeader("X-Sent", sent.ToString());
                return sse.Close();
            }
        }
        """);

    [Theory]
    [InlineData("sse.Send(\"a\");\n#if !RELEASE\nsse.AppendHeader(\"X-One\", \"1\");\n#endif")]
    [InlineData("#if !RELEASE\nsse.Send(\"a\");\nsse.AppendHeader(\"X-One\", \"1\");\n#endif")]
    public Task A_header_does_not_leave_its_directive(string statements) => Fixing.VerifyNoneAsync<MoveHeaderFix>($$"""
        public static class Handler
        {
            public static HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource();
        {{statements}}
                return sse.Close();
            }
        }
        """);

    [Fact]
    public Task Sources_are_disposed_of() => Fixing.VerifyAllAsync<AddUsingFix>(
        """
        public static class Handlers
        {
            public static void A(HttpRequest request)
            {
                // The first.
                var sse = request.GetEventSource();
                sse.Send("a");
            }

            public static async Task B(HttpRequest request)
            {
                var sse = request.GetEventSource();
                await sse.SendAsync("a");
            }
        }
        """,
        """
        public static class Handlers
        {
            public static void A(HttpRequest request)
            {
                // The first.
                using var sse = request.GetEventSource();
                sse.Send("a");
            }

            public static async Task B(HttpRequest request)
            {
                await using var sse = request.GetEventSource();
                await sse.SendAsync("a");
            }
        }
        """);

    [Theory]
    [InlineData("switch (kind) { case 1: var sse = request.GetEventSource(); sse.Send(\"a\"); break; }")]
    [InlineData("var sse = request.GetEventSource(); if (kind == 1) { sse = null; } sse?.Send(\"a\");")]
    public Task A_source_that_using_cannot_declare_is_left_to_its_author(string body) => Fixing.VerifyNoneAsync<AddUsingFix>($$"""
        #nullable disable
        public static class Handlers
        {
            public static void A(HttpRequest request, int kind) { {{body}} }
        }
        """);
}
