using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Client.CompilerServices;
using Sisk.Sse.Client.Tests.Faults;
using Sisk.Sse.Client.Tests.Support;
using static Sisk.Sse.Client.Tests.Faults.ScriptedServer;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The waits of a client, on a clock of the test.</summary>
public sealed class TimeTests
{
    private const string Failure = "HTTP/1.1 500 Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /// <summary>The differences that remain visible with jitter.</summary>
    private static readonly int[] _steps = [1, 2, 4, 50, 90];

    [Fact]
    public async Task The_time_doubles_with_each_failure_up_to_a_bound()
    {
        var waits = await WaitsAsync(
            new() { Retry = TimeSpan.FromSeconds(1), MaxRetry = TimeSpan.FromSeconds(4) }, Failure, Failure, Failure, Failure);

        Assert.Equal([1, 2, 4, 4], waits);
    }

    [Fact]
    public async Task The_servers_time_is_honoured_and_kept_and_a_stream_that_brings_something_ends_the_doubling()
    {
        var waits = await WaitsAsync(
            new() { Retry = TimeSpan.FromSeconds(1) }, Failure, Failure, Head + "retry: 50000\n\n", Failure, Head + "data: a\n\n", Failure);

        Assert.Equal([1, 2, 50, 50, 50, 50], waits);
    }

    [Theory]
    [InlineData("50000", 50)]
    [InlineData("050000", 50)]
    [InlineData("50000x", 1)]
    [InlineData("+50000", 1)]
    [InlineData("-50000", 1)]
    [InlineData("50000.5", 1)]
    [InlineData("", 1)]
    public async Task Row_16_a_retry_time_is_only_digits(string value, int seconds) =>
        Assert.Equal([seconds], await WaitsAsync(new() { Retry = TimeSpan.FromSeconds(1) }, Head + $"retry: {value}\ndata: a\n\n"));

    [Fact]
    public async Task Retry_After_is_honoured_beyond_the_bound()
    {
        var waits = await WaitsAsync(
            new() { MaxRetry = TimeSpan.FromSeconds(4) }, "HTTP/1.1 503 Unavailable\r\nRetry-After: 90\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.Equal([90], waits);
    }

    [Theory]
    [InlineData("Sun, 29 Nov 2026 12:01:30 GMT", "Sun, 29 Nov 2026 12:00:00 GMT")]
    [InlineData("Sun, 29 Nov 2026 10:01:30 GMT", null)]
    public async Task Retry_After_can_be_a_date_on_the_clock_of_the_server_or_else_of_the_client(string date, string? now)
    {
        var head = now is null ? "" : $"Date: {now}\r\n";
        var waits = await WaitsAsync(
            new(), $"HTTP/1.1 503 Unavailable\r\n{head}Retry-After: {date}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.Equal([90], waits);
    }

    [Fact]
    public async Task A_retry_time_of_zero_is_honoured_once_and_does_not_keep_failures_from_doubling_the_time()
    {
        var clock = new RecordingClock();

        await ReadAsync(new() { TimeProvider = clock }, Head + "retry: 0\ndata: a\n\n", Failure, Failure, Failure);

        Assert.Collection(
            clock.Waits.Select(wait => wait.TotalMilliseconds),
            first => Assert.InRange(first, 100, 150),
            second => Assert.InRange(second, 200, 300),
            third => Assert.InRange(third, 400, 600));
    }

    [Fact]
    public async Task Silence_ends_a_read_that_ignores_its_token()
    {
        using var http = new HttpClient(new DeafServer("data: a\n\n")) { BaseAddress = new Uri("http://localhost") };
        var clock = new FakeTimeProvider();
        var options = new EventStreamClientOptions { PingInterval = TimeSpan.FromSeconds(15), Retry = TimeSpan.Zero, TimeProvider = clock };
        var events = new EventStreamClient(http, options).ReadText("/", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();

        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.False(await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await events.DisposeAsync();
    }

    [Fact]
    public async Task Silence_of_twice_the_ping_interval_ends_a_connection()
    {
        await using var server = new ScriptedServer(Head + "id: 1\ndata: a\n\n" + Stay);
        using var http = new HttpClient { BaseAddress = server.Address };
        var clock = new FakeTimeProvider();
        var options = new EventStreamClientOptions { PingInterval = TimeSpan.FromSeconds(15), Retry = TimeSpan.Zero, TimeProvider = clock };
        var events = new EventStreamClient(http, options).ReadText("/", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync();

        clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.False(await next);
        Assert.Equal([null, "1"], server.LastEventIds);
        await events.DisposeAsync();
    }

    [Theory]
    [InlineData(null, null, null, 30)]
    [InlineData(null, null, 60_000, 120)]
    [InlineData(null, 50_000, 60_000, 100)]
    [InlineData(null, 50_000, null, 100)]
    [InlineData(20, 50_000, 60_000, 40)]
    public async Task Ping_interval_is_that_of_the_options_else_the_servers_else_the_contracts(
        int? options, int? header, int? contract, int silence)
    {
        var clock = new FakeTimeProvider();
        await using var stream = await OpenAsync(clock, options, header, contract);
        var next = stream.Events.MoveNextAsync();

        clock.Advance(TimeSpan.FromSeconds(silence - 0.1));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.False(await next);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 60_000)]
    [InlineData(null, 0)]
    public async Task Stream_without_pings_is_never_too_silent(int? header, int? contract)
    {
        var clock = new FakeTimeProvider();
        await using var stream = await OpenAsync(clock, options: null, header, contract);
        var next = stream.Events.MoveNextAsync();

        clock.Advance(TimeSpan.FromDays(7));

        Assert.False(next.IsCompleted);
        await stream.Stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(10_675_199)]
    public async Task Ping_interval_beyond_the_range_of_a_timer_is_as_long_as_one_may_be(int days)
    {
        await using var server = new ScriptedServer(Head + "data: a\n\n");
        using var http = new HttpClient { BaseAddress = server.Address };
        var options = new EventStreamClientOptions { Retry = TimeSpan.Zero, PingInterval = TimeSpan.FromDays(days) };

        var events = await new EventStreamClient(http, options).ReadText("/", cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a"], events);
    }

    /// <summary>Opens a stream that sends one event and then nothing, and reads the event.</summary>
    private static async Task<QuietStream> OpenAsync(FakeTimeProvider clock, int? options, int? header, int? contract)
    {
        var head = header is null
            ? Head
            : Head.Replace("Connection:", $"Sse-Ping-Interval: {header}\r\nConnection:", StringComparison.Ordinal);
        var settings = new EventStreamClientOptions { Retry = TimeSpan.Zero, TimeProvider = clock };
        if (options is { } seconds)
        {
            settings.PingInterval = TimeSpan.FromSeconds(seconds);
        }

        var request = new RequestBuilder(HttpMethod.Get).Literal("/");
        var stream = new QuietStream(
            new ScriptedServer(head + "data: a\n\n" + Stay), settings, (contract is { } milliseconds ? request.PingInterval(milliseconds) : request).Build());
        Assert.True(await stream.Events.MoveNextAsync());
        return stream;
    }

    /// <summary>The seconds of each wait without its jitter, which adds up to a half.</summary>
    private static async Task<List<int>> WaitsAsync(EventStreamClientOptions options, params string[] answers)
    {
        var clock = new RecordingClock();
        options.TimeProvider = clock;
        await ReadAsync(options, answers);
        return [.. clock.Waits.Select(wait => Array.Find(_steps, step => wait.TotalSeconds >= step && wait.TotalSeconds <= step * 1.5))];
    }

    private static async Task ReadAsync(EventStreamClientOptions options, params string[] answers)
    {
        await using var server = new ScriptedServer(answers);
        using var http = new HttpClient { BaseAddress = server.Address };
        options.PingInterval = Timeout.InfiniteTimeSpan;
        await foreach (var _ in new EventStreamClient(http, options).ReadText(
            "/", cancellationToken: TestContext.Current.CancellationToken))
        {
        }
    }

    /// <summary>A stream of a server that answers once.</summary>
    private sealed class QuietStream : IAsyncDisposable
    {
        private readonly ScriptedServer _server;
        private readonly HttpClient _http;

        public QuietStream(ScriptedServer server, EventStreamClientOptions options, EventStreamRequest request)
        {
            (_server, _http) = (server, new HttpClient { BaseAddress = server.Address });
            Events = new EventStreamClient(_http, options).Read<string>(request, EventStreamClient.ParseText, null, Stop.Token)
                .GetAsyncEnumerator(Stop.Token);
        }

        public CancellationTokenSource Stop { get; } = new();

        public IAsyncEnumerator<string> Events { get; }

        public async ValueTask DisposeAsync()
        {
            await Events.DisposeAsync();
            _http.Dispose();
            Stop.Dispose();
            await _server.DisposeAsync();
        }
    }
}
