namespace Sisk.Sse.Testing;

/// <summary>An event that a <see cref="TestStreamClient{T}"/> received, as it was on the wire.</summary>
/// <param name="EventName">The event name; <see langword="null"/> for an event without a name.</param>
/// <param name="Data">The data, whose lines are joined by line feeds.</param>
/// <param name="Id">The id that the event brought; <see langword="null"/> for an event without an id.</param>
public sealed record ReceivedEvent(string? EventName, string Data, string? Id)
{
    /// <summary>Returns the event on one line, for messages.</summary>
    /// <returns>Text such as <c>shipped: {"carrier":"DHL"} (id x-2)</c>.</returns>
    public override string ToString() => $"{EventName ?? "(no name)"}: {Data}{(Id is null ? "" : $" (id {Id})")}";
}
