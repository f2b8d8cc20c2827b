using Sisk.Sse.Connections.Timing;

namespace Sisk.Sse;

/// <summary>
/// Sets the limits of a push stream's history, and the part of it that new clients get. A limit that is not set, or negative, defaults to
/// <see cref="EventStreamOptions.History"/>. <c>[EventHistory(MaxEvents = 0)]</c> turns the history off.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class EventHistoryAttribute : Attribute
{
    private const int NotSet = -1;

    /// <summary>Gets or sets the maximum number of events in the history. 0 keeps none.</summary>
    public int MaxEvents { get; set; } = NotSet;

    /// <summary>Gets or sets the maximum size of the history in bytes of encoded events. 0 keeps none.</summary>
    public long MaxBytes { get; set; } = NotSet;

    /// <summary>Gets or sets the time for which the history keeps an event, in seconds. 0 keeps none.</summary>
    public double MaxAgeSeconds { get; set; } = NotSet;

    /// <summary>
    /// Gets or sets the kept events that a client without a last event ID gets first. They follow <see cref="EventStream{T}.First"/>. The
    /// default is <see cref="NewcomerReplay.None"/>.
    /// </summary>
    public NewcomerReplay Newcomers { get; set; }

    /// <summary>Checks the values.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <exception cref="InvalidOperationException"><see cref="Newcomers"/> is not defined.</exception>
    internal void Check(string stream)
    {
        if (!Enum.IsDefined(Newcomers))
        {
            throw new InvalidOperationException($"Newcomers of {stream} is {Newcomers}. Use a member of NewcomerReplay.");
        }
    }

    /// <summary>Gets the bounds of the stream.</summary>
    /// <param name="defaults">The bounds of the application, for properties that are not set.</param>
    internal HistoryOptions ToOptions(HistoryOptions defaults) => new()
    {
        MaxEvents = MaxEvents < 0 ? defaults.MaxEvents : MaxEvents,
        MaxBytes = MaxBytes < 0 ? defaults.MaxBytes : MaxBytes,
        MaxAge = MaxAgeSeconds >= 0 ? Durations.FromSeconds(MaxAgeSeconds) : defaults.MaxAge,
    };
}
