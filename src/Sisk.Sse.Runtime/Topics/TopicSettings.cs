using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Topics;

/// <summary>The settings of one topic.</summary>
/// <param name="Name">The stream's name, the same on every server.</param>
/// <param name="History">The bounds of the history.</param>
internal sealed record TopicSettings(string Name, HistoryOptions History)
{
    /// <summary>Gets the kept events that a client without a last event ID gets.</summary>
    internal NewcomerReplay Newcomers { get; init; }

    /// <summary>Gets the names of the stream's keys.</summary>
    internal string Shape { get; init; } = "";

    /// <summary>Gets the telemetry. The default counts and traces nothing.</summary>
    internal TopicTelemetry Telemetry { get; init; } = new(Name);
}
