using System.Net;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Client.Connecting;
using Sisk.Sse.Client.Tests.Faults;
using static Sisk.Sse.Client.Tests.DotNet.Subscriber;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>
/// Failures in handlers and bodies of the <see cref="HttpClient"/>, and in the caller's functions, at times when nobody waits for them.
/// </summary>
public sealed class FailingHandlerTests
{
    private static readonly InvalidOperationException _failure = new("mine");

    /// <summary>Gets exceptions like those of a handler's time limit, or of a circuit breaker.</summary>
    public static TheoryData<Exception> OfTheNetwork => new((Exception[])
    [
        new TimeoutException(),
        new InvalidOperationException("timeout", new TaskCanceledException()),
        new InvalidOperationException("circuit", new InvalidOperationException("retries", new HttpRequestException())),
    ]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silence_ends_a_connection_although_a_handler_fails_at_its_end(bool isOpen)
    {
        using var server = new FailingServer(isOpen ? "data: a\n\n" : null, dispose: new HttpRequestException(), cancel: _failure);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://localhost") };
        var clock = new FakeTimeProvider();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = new EventStreamCall { StateChanged = state => _ = state == EventStreamState.Waiting && waiting.TrySetResult() };
        using var stop = new CancellationTokenSource();
        await using var events = new EventStreamClient(http, new() { TimeProvider = clock }).ReadText("/", call, stop.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = events.MoveNextAsync().AsTask();
        if (isOpen)
        {
            Assert.True(await next);
            next = events.MoveNextAsync().AsTask();
        }

        // On the system's clock, an exception here would end the process.
        clock.Advance(TimeSpan.FromSeconds(31));

        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Leaving_the_loop_does_not_fail_if_a_handler_does()
    {
        using var http =
            new HttpClient(new FailingServer("data: a\n\n", _failure, _failure, _failure)) { BaseAddress = new Uri("http://localhost") };

        await foreach (var text in new EventStreamClient(http, Fast).ReadText(
            "/", cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Equal("a", text);
            break;
        }
    }

    [Fact]
    public async Task A_body_that_cannot_be_decompressed_is_followed_by_another_attempt()
    {
        using var http =
            new HttpClient(new FailingServer("data: a\n\n", new InvalidDataException())) { BaseAddress = new Uri("http://localhost") };

        Assert.Equal(["a"], await ReadAsync(http, new(HttpMethod.Get, "/")));
    }

    [Theory]
    [MemberData(nameof(OfTheNetwork))]
    public async Task A_failure_of_the_network_that_a_handler_wraps_is_followed_by_another_attempt(Exception thrown)
    {
        using var request = new HttpClient(new Rejecting(thrown)) { BaseAddress = new Uri("http://localhost") };
        using var body = new HttpClient(new FailingServer("data: a\n\n", thrown)) { BaseAddress = new Uri("http://localhost") };
        var reasons = new List<Exception?>();

        Assert.Empty(await ReadAsync(request, new(HttpMethod.Get, "/"), new() { Reconnecting = reasons.Add }));
        Assert.Equal(["a"], await ReadAsync(body, new(HttpMethod.Get, "/"), new() { Reconnecting = reasons.Add }));

        Assert.Equal([thrown, thrown], reasons);
    }

    [Fact]
    public async Task A_failure_of_a_handlers_own_ends_the_stream()
    {
        using var http = new HttpClient(new Rejecting(_failure)) { BaseAddress = new Uri("http://localhost") };

        Assert.Same(_failure, await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(http, new(HttpMethod.Get, "/"))));
    }

    [Fact]
    public async Task A_state_function_that_throws_at_the_end_leaves_nothing_at_the_callers_token()
    {
        using var http = new HttpClient(new FailingServer("data: a\n\n")) { BaseAddress = new Uri("http://localhost") };
        var request = new EventStreamRequest(HttpMethod.Get, "/");
        var call = new EventStreamCall { StateChanged = static _ => throw _failure };
        using var stop = new CancellationTokenSource();
        var events = new EventEnumerator<string>(
            new ConnectionOpener(http, Fast, request, call),
            new EventReader<string>(EventStreamClient.ParseText, request),
            call,
            stop,
            callersToken: default);

        Assert.Same(_failure, await Assert.ThrowsAsync<InvalidOperationException>(async () => await events.DisposeAsync()));

        Assert.Throws<ObjectDisposedException>(() => stop.Token);
    }

    /// <summary>Fails the first request, and answers the second with 204.</summary>
    private sealed class Rejecting(Exception exception) : HttpMessageHandler
    {
        private bool _hasFailed;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_hasFailed)
            {
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
            }

            _hasFailed = true;
            return Task.FromException<HttpResponseMessage>(exception);
        }
    }
}
