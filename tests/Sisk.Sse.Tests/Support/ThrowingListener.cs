using System.Diagnostics.Metrics;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Tests.Support;

/// <summary>A listener to an application's metrics that throws at each measurement.</summary>
internal static class ThrowingListener
{
    internal const string Message = "The listener throws.";

    /// <summary>Listens to the instruments of the meter Sisk.Sse whose names contain a text.</summary>
    internal static MeterListener Start(TestApp app, string name)
    {
        var meters = app.Get<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Meter.Name == StreamMetrics.MeterName
                    && instrument.Name.Contains(name, StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException(Message));
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException(Message));
        listener.Start();
        return listener;
    }
}
