using System.Diagnostics.Metrics;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Support;

/// <summary>The measurements of one server's meter.</summary>
internal sealed class Figures : IDisposable
{
    private const string Prefix = "sisk.sse.log.";

    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, double Value)> _measured = [];
    private readonly Lock _gate = new();

    internal Figures(TestApp app)
    {
        var factory = app.Get<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name.StartsWith(Prefix, StringComparison.Ordinal) && instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument, value));
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument, value));
        _listener.Start();
    }

    /// <summary>Returns all measurements of an instrument.</summary>
    internal List<double> Of(string name)
    {
        lock (_gate)
        {
            return [.. _measured.Where(measured => measured.Instrument == Prefix + name).Select(measured => measured.Value)];
        }
    }

    internal double Sum(string name) => Of(name).Sum();

    /// <summary>Returns the current value of an observable instrument, over all logs.</summary>
    internal double Now(string name)
    {
        var before = Of(name).Count;
        _listener.RecordObservableInstruments();
        return Of(name).Skip(before).Sum();
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value)
    {
        lock (_gate)
        {
            _measured.Add((instrument.Name, value));
        }
    }
}
