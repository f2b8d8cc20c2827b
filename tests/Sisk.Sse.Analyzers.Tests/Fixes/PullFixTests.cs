using Sisk.Sse.Analyzers.Tests.Support;
using Sisk.Sse.CodeFixes;

namespace Sisk.Sse.Analyzers.Tests.Fixes;

/// <summary>Names, tokens and text that streams lack.</summary>
public sealed class PullFixTests
{
    [Theory]
    [InlineData("", "ReadAllAsync()", "[EnumeratorCancellation] CancellationToken cancellationToken", "ReadAllAsync(cancellationToken)")]
    [InlineData("int id", "ReadAllAsync()", "int id, [EnumeratorCancellation] CancellationToken cancellationToken", "ReadAllAsync(cancellationToken)")]
    [InlineData("int id, int size = 1", "ReadAllAsync()", "int id, [EnumeratorCancellation] CancellationToken cancellationToken, int size = 1", "ReadAllAsync(cancellationToken)")]
    public Task A_token_is_added_and_passed_on(string parameters, string call, string newParameters, string newCall)
    {
        return Fixing.VerifyAsync<AddTokenFix>(Source(parameters, call), Source(newParameters, newCall));

        static string Source(string parameters, string call) => $$"""
            using System.Runtime.CompilerServices;

            public class Streams(System.Threading.Channels.Channel<string> news)
            {
                [RouteGet("/a")]
                public async IAsyncEnumerable<string> Watch({{parameters}})
                {
                    await foreach (var item in news.Reader.{{call}})
                    {
                        yield return item;
                    }
                }
            }
            """;
    }

    [Fact]
    public Task A_delay_gets_the_token_as_its_last_argument() => Fixing.VerifyAsync<AddTokenFix>(
        """
        using System.Runtime.CompilerServices;

        public class Streams
        {
            [RouteGet("/a")]
            public async IAsyncEnumerable<string> Watch()
            {
                while (true)
                {
                    await Task.Delay(60_000);
                    yield return "";
                }
            }
        }
        """,
        """
        using System.Runtime.CompilerServices;

        public class Streams
        {
            [RouteGet("/a")]
            public async IAsyncEnumerable<string> Watch([EnumeratorCancellation] CancellationToken cancellationToken)
            {
                while (true)
                {
                    await Task.Delay(60_000, cancellationToken);
                    yield return "";
                }
            }
        }
        """);

    [Fact]
    public Task A_reserved_event_name_is_replaced() => Fixing.VerifyAllAsync<EventNameFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public IAsyncEnumerable<MatchEvent> Watch() => null!;
        }

        public abstract record MatchEvent
        {
            public sealed record End : MatchEvent;

            [EventName("error")]
            public sealed record Failure : MatchEvent;
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public IAsyncEnumerable<MatchEvent> Watch() => null!;
        }

        public abstract record MatchEvent
        {
            [EventName("matchEnd")]
            public sealed record End : MatchEvent;

            [EventName("matchError")]
            public sealed record Failure : MatchEvent;
        }
        """);

    [Theory]
    [InlineData("request.Query[\"user\"]", "Uri.EscapeDataString(request.Query[\"user\"].ToString())")]
    [InlineData("user", "Uri.EscapeDataString(user)")]
    public Task Text_within_an_identifier_is_escaped(string text, string expected)
    {
        return Fixing.VerifyAsync<EscapeFix>(Source(text), Source(expected));

        static string Source(string text) => $$"""
            public static class Handler
            {
                public static async Task HandleAsync(HttpRequest request)
                {
                    var user = request.Query["user"].ToString();
                    await using var sse = request.GetEventSource($"chat/{user.Length}/{{{text}}}");
                    await sse.KeepAliveAsync();
                }
            }
            """;
    }

    [Fact]
    public Task A_dropped_wait_is_awaited() => Fixing.VerifyAsync<AwaitFix>(
        """
        public class Streams
        {
            [RouteGet("/a")]
            public HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                sse.KeepAliveAsync();
                return sse.Close();
            }
        }
        """,
        """
        public class Streams
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                await sse.KeepAliveAsync();
                return sse.Close();
            }
        }
        """);

    [Fact]
    public Task A_blocked_task_is_left_to_the_user() => Fixing.VerifyNoneAsync<AwaitFix>("""
        public class Streams
        {
            [RouteGet("/a")]
            public async Task<HttpResponse> Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                await Task.Yield();
                sse.KeepAliveAsync().Wait();
                return sse.Close();
            }
        }
        """);
}
