using Sisk.Sse.Analyzers.Tests.Support;

namespace Sisk.Sse.Analyzers.Tests.Diagnostics;

/// <summary>Streams that wait: without a token, or not at all.</summary>
public sealed class WaitingTests
{
    [Theory]
    [InlineData("await foreach (var item in news.Reader.[|ReadAllAsync|]()) yield return item;", "")]
    [InlineData("await foreach (var item in news.Reader.[|ReadAllAsync|]().ConfigureAwait(false)) yield return item;", "int size")]
    [InlineData("while (await news.Reader.[|WaitToReadAsync|]()) yield return \"\";", "")]
    [InlineData("while (true) { await Task.[|Delay|](100_000); yield return \"\"; }", "")]
    [InlineData("while (true) { await Task.[|Delay|](TimeSpan.FromMinutes(5)); yield return \"\"; }", "")]
    [InlineData(
        "using var timer = new PeriodicTimer(TimeSpan.FromHours(1)); while (await timer.[|WaitForNextTickAsync|]()) yield return \"\";",
        "")]
    [InlineData("for (var i = 0; i < 3; i++) { await Task.Delay(500); yield return \"\"; }", "")]
    [InlineData("await Task.Delay(100_000); yield return \"\";", "")]
    [InlineData("while (true) { await Task.Yield(); yield return \"\"; }", "")]
    [InlineData("while (true) { yield return await LoadAsync(); }", "")]
    [InlineData("await foreach (var item in Other()) yield return item;", "")]
    [InlineData("await foreach (var item in news.Reader.ReadAllAsync(CancellationToken.None)) yield return item;", "")]
    [InlineData("await foreach (var item in news.Reader.ReadAllAsync(context.RequestAborted)) yield return item;", "HttpContext context")]
    [InlineData(
        "await foreach (var item in news.Reader.ReadAllAsync()) yield return item;",
        "[System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct")]
    [InlineData("await foreach (var item in news.Reader.ReadAllAsync()) yield return item;", "[AsParameters] Parts parts")]
    public Task A_pull_stream_that_may_wait_for_ever_takes_a_token(string body, string parameters) => Verify.ReportsAsync("SSE054", $$"""
        public sealed record Parts(int Size, CancellationToken Token);

        public class Streams(System.Threading.Channels.Channel<string> news)
        {
            [RouteGet("/a")]
            public async IAsyncEnumerable<string> Watch({{parameters}})
            {
                {{body}}
            }

            private static Task<string> LoadAsync() => Task.FromResult("");

            private async IAsyncEnumerable<string> Other()
            {
                await foreach (var item in news.Reader.ReadAllAsync()) yield return item;
            }
        }
        """);

    [Theory]
    [InlineData("sse.[|KeepAliveAsync|](); return sse.Close();")]
    [InlineData("sse.[|WaitForFailAsync|](TimeSpan.FromSeconds(5)); return sse.Close();")]
    [InlineData("sse.SendAsync(\"a\"); System.Threading.Thread.Sleep(1); return sse.Close();")]
    [InlineData("sse.KeepAliveAsync().Wait(); return sse.Close();")]
    [InlineData("var wait = sse.KeepAliveAsync(); wait.Wait(); return sse.Close();")]
    [InlineData("_ = sse.KeepAliveAsync(); return sse.Close();")]
    public Task A_wait_in_a_synchronous_handler_is_waited_for(string statements) => Verify.ReportsAsync("SSE065", $$"""
        public class Streams
        {
            [RouteGet("/a")]
            public HttpResponse Watch(HttpRequest request)
            {
                var sse = request.GetEventSource("a");
                {{statements}}
            }
        }
        """);

    [Theory]
    [InlineData("$\"chat/{[|request.Query[\"user\"]|]}\"")]
    [InlineData("$\"chat/{request.Query[\"room\"].Count}/{[|request.RouteValues[\"user\"]|]}\"")]
    [InlineData("$\"chat/{[|user|]}\"")]
    [InlineData("$\"chat/{Uri.EscapeDataString(user)}\"")]
    [InlineData("$\"chat-{user}\"")]
    [InlineData("$\"chat/{id}/{request.Protocol}\"")]
    [InlineData("\"chat/\" + user")]
    public Task Text_of_a_request_within_an_identifier_is_escaped(string identifier) => Verify.ReportsAsync("SSE067", $$"""
        public static class Handler
        {
            public static async Task<HttpResponse> HandleAsync(HttpRequest request, int id)
            {
                var user = request.Query["user"].ToString();
                await using var sse = request.GetEventSource({{identifier}});
                await sse.KeepAliveAsync();
                return sse.Close();
            }
        }
        """);
}
