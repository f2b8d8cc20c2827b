using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sisk.Sse.Telemetry;

/// <summary>The instruments of shared logs, in the meter <c>Sisk.Sse</c>. Each log of a stream has its own attributes.</summary>
internal sealed class LogMetrics
{
    private const string Prefix = "sisk.sse.log.";

    private readonly Instruments _instruments;
    private readonly TagList _tags;
    private readonly Action<Exception> _report;
    private int _waiting;

    /// <summary>Initializes the instruments.</summary>
    /// <param name="factory">The application's meters.</param>
    /// <param name="system">The name of the database, for example <c>redis</c>.</param>
    /// <param name="report">Logs an exception of a listener.</param>
    internal LogMetrics(IMeterFactory factory, string system, Action<Exception> report)
        : this(new Instruments(factory), new TagList { { "sisk.sse.log.system", system } }, report)
    {
    }

    private LogMetrics(Instruments instruments, TagList tags, Action<Exception> report) =>
        (_instruments, _tags, _report) = (instruments, tags, report);

    /// <summary>Gets the metrics of one log.</summary>
    /// <param name="stream">The template of its stream; null for the messages between servers.</param>
    internal LogMetrics For(string? stream)
    {
        var tags = _tags;
        if (stream is not null)
        {
            tags.Add(StreamMetrics.StreamTag, stream);
        }

        return _instruments.Add(new LogMetrics(_instruments, tags, _report));
    }

    internal void Appended(int events) => Count(_instruments.Appended, events);

    internal void AppendFailed(int events) => Count(_instruments.AppendFailures, events);

    internal void AppendRetried() => Count(_instruments.AppendRetries, 1);

    internal void AppendTook(TimeSpan duration)
    {
        try
        {
            _instruments.AppendDuration.Record(duration.TotalSeconds, _tags);
        }
        catch (Exception exception)
        {
            _report(exception);
        }
    }

    internal void Received(int events) => Count(_instruments.Received, events);

    internal void Read() => Count(_instruments.Reads, 1);

    internal void ReadFailed() => Count(_instruments.ReadFailures, 1);

    internal void EventsLost() => Count(_instruments.Resets, 1);

    internal void ChangeWaiting(int delta) => Interlocked.Add(ref _waiting, delta);

    /// <summary>Counts. An exception of a listener must not change the outcome of a call, or end the writer or the reader of a log.</summary>
    private void Count(Counter<long> counter, long count)
    {
        try
        {
            counter.Add(count, _tags);
        }
        catch (Exception exception)
        {
            _report(exception);
        }
    }

    private sealed class Instruments
    {
        private static readonly InstrumentAdvice<double> _seconds = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] };

        private readonly Lock _gate = new();
        private LogMetrics[] _logs = [];

        internal Instruments(IMeterFactory factory)
        {
            var meter = factory.Create(StreamMetrics.MeterName);
            Appended = meter.CreateCounter<long>(Prefix + "appended", "{event}", "The number of events that this server has appended.");
            AppendFailures = meter.CreateCounter<long>(Prefix + "append.failures", "{event}", "The number of broadcasts that failed because the log was unavailable.");
            AppendRetries = meter.CreateCounter<long>(Prefix + "append.retries", "{batch}", "The number of batches of events that were sent again.");
            AppendDuration = meter.CreateHistogram(
                Prefix + "append.duration", "s", "The time from sending a batch of events to the answer of the log.", tags: null, _seconds);
            Received = meter.CreateCounter<long>(Prefix + "received", "{event}", "The number of events that this server has read.");
            Reads = meter.CreateCounter<long>(Prefix + "reads", "{read}", "The number of range reads: polls, and reads after a missed notification.");
            ReadFailures = meter.CreateCounter<long>(Prefix + "read.failures", "{read}", "The number of reads that failed and are retried.");
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
