using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Testing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Tests.Telemetry;
using static Sisk.Sse.Tests.Publishing.PublisherApp;

namespace Sisk.Sse.Tests.Publishing;

/// <summary>A shared log that fails, and what operators see of published events.</summary>
public sealed class PublishFailureTests
{
    /// <summary>The detail of every failure. The message of the database, and advice for the operator, are not for publishers.</summary>
    private const string NotPublished = "The shared log did not accept the events. They were not published.";

    [Theory]
    [InlineData(null)]
    [InlineData("one")]
    public async Task Log_that_fails_is_answered_with_503_and_the_same_request_succeeds_later(string? key)
    {
        var log = new FailingLog(new MemoryEventLog()) { FailsAppends = true };
        await using var app = await PublisherApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions { WhenUnavailable = EventLogOutage.Fail }));
        (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key)];

        var failed = await app.PublishAsync(Everyone, Announce("a"), headers: headers);
        log.FailsAppends = false;
        var later = await app.PublishAsync(Everyone, Announce("a"), headers: headers);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (failed.Status, failed.Type));
        Assert.Equal(NotPublished, failed.Text("detail"));
        Assert.Contains(
            app.Logs.Entries,
            static entry => entry.Level is LogLevel.Error && entry.Text.Contains("The disk is full.", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.Accepted, false), (later.Status, later.IsReplayed));
    }

    [Fact]
    public async Task Each_event_that_is_refused_at_once_is_counted_as_failed()
    {
        var log = new HeldLog(new MemoryEventLog());
        await using var app = await PublisherApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions { MaxWaitingBytes = 1 }));
        using var failures = new MetricCollector<long>(
            app.Get<System.Diagnostics.Metrics.IMeterFactory>(), "Sisk.Sse", "sisk.sse.log.append.failures");
        log.Hold();
        var first = app.PublishAsync(Everyone, Announce("first"));
        await Signal.WithinAsync(log.Held);

        var answer = await app.PublishAsync(Everyone, $"[{Announce("a")},{Announce("b")},{Announce("c")}]");

        log.Release();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.Accepted), (answer.Status, (await first).Status));
        Assert.Equal(NotPublished, answer.Text("detail"));
        Assert.Equal(3, failures.GetMeasurementSnapshot().Sum(static one => one.Value));
    }

    [Fact]
    public async Task Event_that_the_log_does_not_take_is_refused_with_its_whole_batch()
    {
        await using var app = await PublisherApp.StartAsync(streams: static builder =>
            builder.AddEventLog(static _ => new MemoryEventLog(), static _ => new EventLogOptions { MaxEventBytes = 100 }));
        await using var reading = await app.OpenAsync("/published/everyone");

        var answer = await app.PublishAsync(Everyone, $"[{Announce("small")},{Announce(new string('a', 100))}]");
        await app.PublishAsync(Everyone, Announce("later"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("MaxEventBytes is 100", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("later", await reading.NextDataAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("one")]
    public async Task Request_that_waits_for_the_log_is_answered_with_503_when_the_server_stops(string? key)
    {
        var log = new HeldLog(new MemoryEventLog());
        await using var app = await PublisherApp.StartAsync(
            streams: builder => builder.AddEventLog(_ => log, static _ => new EventLogOptions()));
        log.Hold();
        try
        {
            var answering = app.PublishAsync(Everyone, Announce("a"), headers: key is null ? [] : [("Idempotency-Key", key)]);
            await Signal.WithinAsync(log.Held);
            app.Application.Lifetime.StopApplication();

            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await answering).Status);
        }
        finally
        {
            log.Release();
        }
    }

    [Fact]
    public async Task Published_events_are_counted_and_traced_as_broadcasts()
    {
        await using var app = await PublisherApp.StartAsync();
        using var broadcasts = new MetricCollector<long>(
            app.Get<System.Diagnostics.Metrics.IMeterFactory>(), "Sisk.Sse", "sisk.sse.server.broadcasts");
        var spans = new List<(string Name, ActivityTraceId Trace)>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Sisk.Sse",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add((span.DisplayName, span.TraceId));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom();

        await app.PublishAsync(Everyone, $"[{Announce("a")},{Announce("b")}]", headers: ("traceparent", $"00-{trace}-0123456789abcdef-01"));

        Assert.Equal(2, broadcasts.GetMeasurementSnapshot().Where(static one => one.Tags["sisk.sse.stream"] as string == "published/everyone").Sum(static one => one.Value));
        lock (spans)
        {
            Assert.Equal(2, spans.Count(span => span.Trace == trace));
        }
    }
}
