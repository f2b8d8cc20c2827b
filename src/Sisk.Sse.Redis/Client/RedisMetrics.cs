using System.Diagnostics.Metrics;

namespace Sisk.Sse.Redis.Client;

/// <summary>The instruments of the meter <c>Sisk.Sse.Redis</c>.</summary>
internal sealed class RedisMetrics
{
    internal const string MeterName = "Sisk.Sse.Redis";

    private int _waiting;

    public RedisMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        Appended = meter.CreateCounter<long>("sisk.sse.redis.appended", "{event}", "Events that this server appended to a log.");
        Failed = meter.CreateCounter<long>("sisk.sse.redis.append_failures", "{event}", "Broadcasts that failed because Redis was unavailable.");
        Retries = meter.CreateCounter<long>("sisk.sse.redis.append_retries", "{batch}", "Batches of events that were sent again.");
        AppendTime = meter.CreateHistogram<double>("sisk.sse.redis.append_duration", "s", "Time from sending a batch of events to the answer of Redis.");
        Received = meter.CreateCounter<long>("sisk.sse.redis.received", "{event}", "Events that this server read from a log.");
        Reads = meter.CreateCounter<long>("sisk.sse.redis.reads", "{read}", "Range reads of a log: polls, and reads after a missed notification.");
        ReadFailures = meter.CreateCounter<long>("sisk.sse.redis.read_failures", "{read}", "Reads that failed and are retried.");
        Resets = meter.CreateCounter<long>("sisk.sse.redis.resets", "{log}", "Times a log had lost events: those this server had seen, or those it had not yet read.");
        meter.CreateObservableUpDownCounter(
            "sisk.sse.redis.waiting", () => Volatile.Read(ref _waiting), "{event}", "Broadcasts that are waiting for Redis.");
    }

    internal Counter<long> Appended { get; }

    internal Counter<long> Failed { get; }

    internal Counter<long> Retries { get; }

    internal Histogram<double> AppendTime { get; }

    internal Counter<long> Received { get; }

    internal Counter<long> Reads { get; }

    internal Counter<long> ReadFailures { get; }

    internal Counter<long> Resets { get; }

    internal void ChangeWaiting(int delta) => Interlocked.Add(ref _waiting, delta);
}
