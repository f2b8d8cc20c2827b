using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Telemetry;

/// <summary>Logs that throw. An exception on a timer's thread or the thread pool would end the process.</summary>
public sealed class ThrowingLoggerTests : IDisposable
{
    private readonly ThrowingLogs _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly TestClock _time = new();

    public ThrowingLoggerTests() => _loggers = new LoggerFactory([_logs]);

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public void Messages_of_a_timer_do_not_throw()
    {
        using var log = new ConnectionLog(_loggers, _time);
        log.Rejected("stream", "connections");
        log.Closed("identifier", "stream", CloseReason.Overflow, TimeSpan.Zero);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, _logs.Calls);
    }

    [Fact]
    public void Clock_continues_after_an_exception_that_cannot_be_logged()
    {
        using var batches = new SendBatches(logger: _loggers.CreateLogger<SendBatches>());
        using var clock = new DeliveryClock(_time, batches);
        var later = new Later();
        clock.Schedule(new Failing(), TimeSpan.FromSeconds(1));
        clock.Schedule(later, TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(later.WasDue);
        Assert.Equal(1, _logs.Calls);
    }

    [Fact]
    public async Task Streams_are_served_and_closed()
    {
        await using var app = await TestApp.StartAsync(services: AddLogs);
        app.Sources.OnEventSourceRegistered += static (_, _) => throw new InvalidOperationException("The handler throws.");
        app.Sources.OnEventSourceUnregistration += static (_, _) => throw new InvalidOperationException("The handler throws.");
        await using var reading = await app.OpenAsync("/counted/single/a");
        await app.Get<CountedEventsBroadcaster>().BroadcastSingleAsync("a", "said", TestContext.Current.CancellationToken);
        Assert.Equal("said", await reading.NextDataAsync());

        app.Sources.Single().Close();

        Assert.Empty(await reading.RestAsync());
        await using var failed = await app.OpenAsync("/counted/pull/0");
        Assert.Equal("error", (await failed.RestAsync())[^1].EventType);
        Assert.InRange(_logs.Calls, 4, int.MaxValue);
    }

    [Theory]
    [InlineData("active_connections")]
    [InlineData("delivered")]
    public async Task Exception_of_a_listener_that_cannot_be_logged_does_not_fail_a_stream(string instrument)
    {
        await using var app = await TestApp.StartAsync(services: AddLogs);
        using var listener = ThrowingListener.Start(app, instrument);
        await using var reading = await app.OpenAsync("/counted/single/a");

        foreach (var text in (string[])["one", "two"])
        {
            await app.Get<CountedEventsBroadcaster>().BroadcastSingleAsync("a", text, TestContext.Current.CancellationToken);
            Assert.Equal(text, await reading.NextDataAsync());
        }
    }

    [Fact]
    public async Task Shared_log_continues_after_an_outage()
    {
        var log = new FailingLog(new MemoryEventLog());
        await using var app = await TestApp.StartAsync(
            services: AddLogs,
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions { WhenUnavailable = EventLogOutage.Fail }));
        await using var reading = await app.OpenAsync("/counted/single/a");
        log.FailsAppends = true;
        await Assert.ThrowsAsync<EventLogUnavailableException>(() => BroadcastAsync("lost"));

        log.FailsAppends = false;
        await BroadcastAsync("said");

        Assert.Equal("said", await reading.NextDataAsync());

        Task BroadcastAsync(string text) =>
            Signal.WithinAsync(app.Get<CountedEventsBroadcaster>()
                .BroadcastSingleAsync("a", text, TestContext.Current.CancellationToken).AsTask());
    }

    private void AddLogs(IServiceCollection services) =>
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));

    private sealed class Failing : IClocked
    {
        public TimeSpan OnDue(SendBatch batch) => throw new InvalidOperationException("The callback throws.");
    }

    private sealed class Later : IClocked
    {
        internal bool WasDue { get; private set; }

        public TimeSpan OnDue(SendBatch batch)
        {
            WasDue = true;
            return Timeout.InfiniteTimeSpan;
        }
    }
}
