namespace Sisk.Sse.Client;

/// <summary>Converts an event to a value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="eventType">The name of the event; "message" if the server sent none.</param>
/// <param name="data">The data, as UTF-8.</param>
/// <param name="value">The value.</param>
/// <returns>False to skip the event, for example because its name is unknown.</returns>
public delegate bool EventParser<T>(string eventType, ReadOnlySpan<byte> data, out T value);
