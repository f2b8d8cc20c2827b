using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>Checks a browser's handling of ids and retry times by the request with which it reconnects.</summary>
public sealed class BrowserReconnectTests(Chromium chromium)
{
    /// <summary>A short retry time before each stream. A browser that waits longer has accepted a later one.</summary>
    private const string AtOnce = "retry: 1\n\n";
    private const string None = "(none)";

    [Fact]
    [Trait("Conformance", "C19")]
    public async Task Browser_reconnects_with_the_id_of_the_last_complete_block()
    {
        (string Stream, string Id)[] rows =
        [
            ("data: x\n\n", None),
            ("id: 1\ndata: x\n\ndata: y\n\n", "1"), // 13: an id stays
            ("id: 1\ndata: x\n\nid\ndata: y\n\n", None), // 13: an empty id resets it
            ("id: 1\ndata: x\n\nid: 2\03\ndata: y\n\n", "1"), // 13: an id with NUL is ignored
            ("id: é日本\ndata: x\n\n", "é日本"), // 14: as UTF-8
            ("id: 1\ndata: x\n\nid: 9\ndata: y\n", "1"), // 15: the last block is unfinished
            ("id: 1\ndata: x\n\nid: 2\n\n", "2"), // 7: a block without data
        ];
        await using var server = await Server.StartAsync([.. rows.Select(row => AtOnce + row.Stream)]);

        await server.OpenAllAsync(chromium);

        Assert.Equal(rows.Select(row => row.Id), await Task.WhenAll(rows.Select((_, row) => server.ReturnAsync(row))));
    }

    [Fact]
    [Trait("Conformance", "C16")]
    [Trait("Conformance", "C19")]
    public async Task Browser_ignores_retry_values_that_are_not_only_digits()
    {
        string[] ignored = ["60000x", "+60000", "-60000", "60000.5", " 60000", "sixty"];
        string[] taken = ["60000", "060000"];
        await using var server = await Server.StartAsync([.. ignored.Concat(taken)
            .Select(value => $"{AtOnce}retry: {value}\n\ndata: x\n\n")]);

        await server.OpenAllAsync(chromium);
        await Task.WhenAll(ignored.Select((_, row) => server.ReturnAsync(row)));

        Assert.All(taken, (_, row) => Assert.False(server.HasReturned(ignored.Length + row)));
    }

    /// <summary>Answers the first request to each stream with its bytes and the second with 204, and signals the second.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly List<Visits> _visits;
        private TestApp _app = null!;
        private Microsoft.Playwright.IPage? _page;

        private Server(IEnumerable<string> streams) => _visits = [.. streams.Select(stream => new Visits(stream))];

        internal static async Task<Server> StartAsync(IEnumerable<string> streams)
        {
            var server = new Server(streams);
            server._app = await TestApp.StartAsync(
                app => app.MapGet("/rows/{row:int}", (HttpContext context, int row) => server._visits[row].AnswerAsync(context)));
            return server;
        }

        internal async Task OpenAllAsync(Chromium chromium)
        {
            _page = await chromium.OpenAsync(_app.Client.BaseAddress!);
            await _page.EvaluateAsync("count => { for (let row = 0; row < count; row++) new EventSource(`/rows/${row}`); }", _visits.Count);
        }

        /// <summary>Completes with the last event ID of the reconnect.</summary>
        internal Task<string> ReturnAsync(int row) => Signal.WithinAsync(_visits[row].Returned.Task);

        internal bool HasReturned(int row) => _visits[row].Returned.Task.IsCompleted;

        public async ValueTask DisposeAsync()
        {
            if (_page is not null)
            {
                await _page.Context.DisposeAsync();
            }

            await _app.DisposeAsync();
        }
    }

    private sealed class Visits(string stream)
    {
        private int _count;

        internal TaskCompletionSource<string> Returned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal async Task AnswerAsync(HttpContext context)
        {
            if (Interlocked.Increment(ref _count) == 1)
            {
                context.Response.ContentType = "text/event-stream";
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(stream), context.RequestAborted);
                return;
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
            Returned.TrySetResult(context.Request.Headers.TryGetValue("Last-Event-ID", out var id) ? id.ToString() : None);
        }
    }
}
