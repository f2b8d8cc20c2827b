using Sisk.Sse.CompilerServices;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Inspection;

/// <summary>
/// Samples all streams once a second while the inspector is open, once for all its pages. Nothing is counted and no timer runs while
/// there is no viewer. Thread-safe.
/// </summary>
internal sealed class StreamSampler(SessionHost host, StreamRegistry registry, StreamCatalog catalog) : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private StreamCounters? _counters;
    private ITimer? _timer;
    private TaskCompletionSource<StreamSample> _next = NewSignal();
    private DateTimeOffset _since;
    private int _viewers;
    private bool _isStopped;

    /// <summary>Adds a viewer. <see cref="Leave"/> must follow, unless this throws.</summary>
    /// <returns>The first sample.</returns>
    internal StreamSample Enter()
    {
        lock (_gate)
        {
            if (_viewers++ == 0 && !_isStopped)
            {
                _counters = new StreamCounters(host.Telemetry.Metrics.Meter);
                _since = host.Time.GetUtcNow();
                _timer = host.Time.CreateTimer(static sampler => ((StreamSampler)sampler!).Tick(), this, _interval, _interval);
            }

            try
            {
                return Current = _counters is null ? new StreamSample(_since, []) : Sample();
            }
            catch
            {
                // There is no viewer who could leave.
                Leave();
                throw;
            }
        }
    }

    /// <summary>Gets the last sample; null if there was no viewer yet.</summary>
    internal StreamSample? Current { get; private set => Volatile.Write(ref field, value); }

    internal void Leave()
    {
        lock (_gate)
        {
            if (--_viewers == 0)
            {
                Stop();
            }
        }
    }

    /// <summary>Gets a task that completes with the next sample.</summary>
    internal Task<StreamSample> Next
    {
        get
        {
            lock (_gate)
            {
                return _next.Task;
            }
        }
    }

    /// <summary>Stops permanently, when the server stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Stop();
        }
    }

    private void Stop()
    {
        _timer?.Dispose();
        _counters?.Dispose();
        (_timer, _counters) = (null, null);
    }

    private void Tick()
    {
        TaskCompletionSource<StreamSample> waiting;
        lock (_gate)
        {
            if (_counters is null)
            {
                return;
            }

            (waiting, _next) = (_next, NewSignal());
            try
            {
                Current = Sample();
                foreach (var stream in _counters.Streams)
                {
                    _counters.Of(stream).Lags.Advance();
                }
            }
            catch (Exception exception)
            {
                // Thrown here, it would end the process. Each page reports it instead.
                waiting.TrySetException(exception);
            }
        }

        waiting.TrySetResult(Current!);
    }

    private StreamSample Sample()
    {
        var totals = host.Gauges.ReadTotals();
        var kinds = catalog.Streams.GroupBy(static stream => stream.Description.Template, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        var at = host.Time.GetTimestamp() / (double)host.Time.TimestampFrequency;
        StreamView[] streams = [.. kinds.Keys.Union(totals.Keys).Union(_counters!.Streams).Order(StringComparer.Ordinal)
            .Select(name => View(name, at, totals.GetValueOrDefault(name), kinds.GetValueOrDefault(name) ?? []))];
        return new StreamSample(_since, streams);
    }

    private StreamView View(string name, double at, StreamTotals totals, CatalogStream[] streams)
    {
        var counter = _counters!.Of(name);
        return new StreamView(
            name,
            streams.Select(static stream => stream.Kind).FirstOrDefault("imperative"),
            totals.Clients,
            totals.Slow,
            totals.LongestQueue,
            Round(counter.BroadcastRate.Add(at, Volatile.Read(ref counter.Broadcasts))),
            Round(counter.DeliveredRate.Add(at, Volatile.Read(ref counter.Delivered))),
            Round(counter.ByteRate.Add(at, totals.Bytes)),
            ToMilliseconds(counter.Lags.Percentile(0.5)),
            ToMilliseconds(counter.Lags.Percentile(0.99)),
            Volatile.Read(ref counter.Dropped),
            HistoryOf(streams));
    }

    /// <summary>Gets the history of the topics that have been used. Asking for another would create it.</summary>
    private HistoryView? HistoryOf(CatalogStream[] streams)
    {
        HistoryView? sum = null;
        foreach (var stream in streams)
        {
            if (stream.IsPush && registry.FindTopic(stream.Description) is { } topic)
            {
                var (events, bytes, age) = topic.GetHistorySize();
                sum = new HistoryView(
                    (sum?.Events ?? 0) + events, (sum?.Bytes ?? 0) + bytes, Math.Max(sum?.Seconds ?? 0, Math.Round(age.TotalSeconds, 1)));
            }
        }

        return sum;
    }

    private static double Round(double value) => Math.Round(value, 1);

    private static double? ToMilliseconds(double? seconds) => seconds is { } value ? Math.Round(value * 1000, 3) : null;

    private static TaskCompletionSource<StreamSample> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
