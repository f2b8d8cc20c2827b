using System.Text;

namespace Sisk.Sse.Testing;

/// <summary>An event that was broadcast to a <see cref="TestEventStreams"/>.</summary>
public sealed class SentEvent
{
    internal SentEvent(string controller, string stream, IReadOnlyList<string> keys, string? eventName, object payload, bool isLast) =>
        (Controller, Stream, Keys, EventName, Payload, IsLast) = (controller, stream, keys, eventName, payload, isLast);

    /// <summary>Gets the name of the class with the stream's method.</summary>
    public string Controller { get; }

    /// <summary>Gets the name of the stream's method.</summary>
    public string Stream { get; }

    /// <summary>
    /// Gets the values of the key, in the order of the identifier; empty for an event to every connection. Each is the canonical text of
    /// its value: 42 is "42", a date is "2026-11-29".
    /// </summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>
    /// Gets the name on the wire; <see langword="null"/> for an event without a name, which a browser's <c>onmessage</c> receives.
    /// </summary>
    public string? EventName { get; }

    /// <summary>Gets the object that was passed to the broadcaster.</summary>
    public object Payload { get; }

    /// <summary>Gets a value indicating whether the connections of the keys end permanently after the event.</summary>
    public bool IsLast { get; }

    /// <summary>Returns the event on one line, for messages.</summary>
    /// <returns>Text such as <c>OrderEvents.Watch [42] shipped: Shipped { Carrier = DHL }</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Controller).Append('.').Append(Stream);
        text.Append(" [").AppendJoin(", ", Keys).Append(']');
        if (EventName is not null)
        {
            text.Append(' ').Append(EventName);
        }

        return text.Append(": ").Append(Payload).ToString();
    }
}
