using System.Diagnostics.Metrics;

namespace Sisk.Sse.Telemetry;

/// <summary>The instruments of shared logs, in the meter <c>Sisk.Sse</c>. Each log of a stream has its own attributes.</summary>
internal sealed class LogMetrics
{
    private const string Prefix = "sisk.sse.log.";

    private readonly Instruments _instruments;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly ListenerGuard _listeners;
    private int _waiting;

    /// <summary>Initializes the instruments.</summary>
    /// <param name="factory">The application's meters.</param>
    /// <param name="system">The name of the database, for example <c>redis</c>.</param>
    /// <param name="listeners">Calls the listeners.</param>
    internal LogMetrics(IMeterFactory factory, string system, ListenerGuard listeners)
        : this(new Instruments(factory), [new("sisk.sse.log.system", system)], listeners)
    {
    }

    private LogMetrics(Instruments instruments, KeyValuePair<string, object?>[] tags, ListenerGuard listeners) =>
        (_instruments, _tags, _listeners) = (instruments, tags, listeners);

    /// <summary>Gets the metrics of one log.</summary>
    /// <param name="stream">The template of its stream; null for the messages between servers.</param>
    internal LogMetrics For(string? stream) => _instruments.Add(
        new LogMetrics(_instruments, stream is null ? _tags : [.. _tags, new(StreamMetrics.StreamTag, stream)], _listeners));

    internal void Appended(int events) => Count(_instruments.Appended, events);

    internal void AppendFailed(int events) => Count(_instruments.AppendFailures, events);

    internal void AppendRetried() => Count(_instruments.AppendRetries, 1);

    internal void AppendTook(TimeSpan duration) => _listeners.Record(_instruments.AppendDuration, duration.TotalSeconds, _tags);

    internal void Received(int events) => Count(_instruments.Received, events);

    internal void Read() => Count(_instruments.Reads, 1);

    internal void ReadFailed() => Count(_instruments.ReadFailures, 1);

    internal void EventsLost() => Count(_instruments.Resets, 1);

    internal void ChangeWaiting(int delta) => Interlocked.Add(ref _waiting, delta);

    private void Count(Counter<long> counter, long count) => _listeners.Add(counter, count, _tags);

    private sealed class Instruments
    {
        private static readonly InstrumentAdvice<double> _seconds =
            new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] };

        private readonly Lock _gate = new();
        private LogMetrics[] _logs = [];

        internal Instruments(IMeterFactory factory)
        {
            var meter = factory.Create(StreamMetrics.MeterName);
            Appended = meter.CreateCounter<long>(Prefix + "appended", "{event}", "The number of events that this server has appended.");
            AppendFailures = meter.CreateCounter<long>(
                Prefix + "append.failures", "{event}", "The number of broadcasts that failed because the log was unavailable.");
            AppendRetries = meter.CreateCounter<long>(
                Prefix + "append.retries", "{batch}", "The number of batches of events that were sent again.");
            AppendDuration = meter.CreateHistogram(
                Prefix + "append.duration", "s", "The time from sending a batch of events to the log's response.", tags: null, _seconds);
            Received = meter.CreateCounter<long>(Prefix + "received", "{event}", "The number of events that this server has read.");
            Reads = meter.CreateCounter<long>(
                Prefix + "reads", "{read}", "The number of range reads: polls, and reads after a missed notification.");
            ReadFailures = meter.CreateCounter<long>(
                Prefix + "read.failures", "{read}", "The number of reads that failed and are retried.");
            Resets = meter.CreateCounter<long>(Prefix + "resets", "{reset}", "The number of times that the log had lost events.");
            meter.CreateObservableUpDownCounter(Prefix + "waiting", Waiting, "{event}", "The number of broadcasts that wait for the log.");
        }

        internal Counter<long> Appended { get; }

        internal Counter<long> AppendFailures { get; }

        internal Counter<long> AppendRetries { get; }

        internal Histogram<double> AppendDuration { get; }

        internal Counter<long> Received { get; }

        internal Counter<long> Reads { get; }

        internal Counter<long> ReadFailures { get; }

        internal Counter<long> Resets { get; }

        internal LogMetrics Add(LogMetrics log)
        {
            lock (_gate)
            {
                _logs = [.. _logs, log];
                return log;
            }
        }

        private IEnumerable<Measurement<int>> Waiting() =>
            Array.ConvertAll(Volatile.Read(ref _logs), static log => new Measurement<int>(Volatile.Read(ref log._waiting), log._tags));
    }
}
