namespace Sisk.Sse.Client;

/// <summary>Turns an event into a value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="eventType">The name of the event; "message" where the server wrote none.</param>
/// <param name="data">The data, as UTF-8.</param>
/// <param name="value">The value.</param>
/// <returns>False for an event that is to be skipped, such as one of an unknown name.</returns>
public delegate bool EventParser<T>(string eventType, ReadOnlySpan<byte> data, out T value);
