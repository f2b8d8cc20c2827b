using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Enumerators that are called while an earlier call waits.</summary>
public sealed class MisuseTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_is_refused_while_another_waits_and_the_other_gets_its_event(bool isOpen)
    {
        var server = new PipeServer();
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://localhost") };
        await using var events =
            new EventStreamClient(http).ReadText("/", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        if (isOpen)
        {
            await server.SendAsync("data: zero\n\n");
            Assert.True(await events.MoveNextAsync());
        }

        var first = events.MoveNextAsync();

        var second = events.MoveNextAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await second);
        await server.SendAsync("data: one\n\ndata: two\n\n");
        Assert.True(await first.AsTask().WaitAsync(_limit, Cancellation));
        Assert.Equal("one", events.Current);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("two", events.Current);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposal_ends_a_call_that_waits(bool isOpen)
    {
        var server = new PipeServer();
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://localhost") };
        var states = new List<EventStreamState>();
        var events = new EventStreamClient(http).ReadText("/", new() { StateChanged = states.Add }, Cancellation)
            .GetAsyncEnumerator(Cancellation);
        if (isOpen)
        {
            await server.SendAsync("data: zero\n\n");
            Assert.True(await events.MoveNextAsync());
        }

        var next = events.MoveNextAsync().AsTask();
        await events.DisposeAsync().AsTask().WaitAsync(_limit, Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(_limit, Cancellation));
        Assert.Equal(EventStreamState.Closed, states[^1]);
        Assert.False(await events.MoveNextAsync());
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Disposal_ends_the_wait_for_a_reconnect()
    {
        var server = new PipeServer();
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://localhost") };
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new EventStreamCall { Reconnecting = _ => waiting.SetResult() };
        var events = new EventStreamClient(http, new() { Retry = TimeSpan.FromDays(1), MaxRetry = TimeSpan.FromDays(1) })
            .ReadText("/", call, Cancellation).GetAsyncEnumerator(Cancellation);
        var next = events.MoveNextAsync().AsTask();
        await server.EndAsync();
        await waiting.Task.WaitAsync(_limit, Cancellation);

        await events.DisposeAsync().AsTask().WaitAsync(_limit, Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(_limit, Cancellation));
    }

    /// <summary>Answers with a stream whose bytes the test sends.</summary>
    private sealed class PipeServer : HttpMessageHandler
    {
        private readonly Pipe _pipe = new();

        internal int Requests { get; private set; }

        internal async Task SendAsync(string text) => await _pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);

        internal ValueTask EndAsync() => _pipe.Writer.CompleteAsync();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            var content = new StreamContent(_pipe.Reader.AsStream());
            content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
            return Task.FromResult(new HttpResponseMessage { Content = content });
        }
    }
}
