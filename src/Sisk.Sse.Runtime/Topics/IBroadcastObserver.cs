using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Topics;

/// <summary>Observes the broadcasts of this server, each before its event is queued. The test kit records them.</summary>
internal interface IBroadcastObserver
{
    /// <summary>Called with a payload that was serialized. An exception fails the broadcast.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="key">The values of the key, escaped and joined by '/'; empty for all connections.</param>
    /// <param name="eventName">The event name; null for an unnamed event.</param>
    /// <param name="payload">The object that was passed to the broadcast.</param>
    /// <param name="isLast">A value that indicates whether the connections of the key end after the event.</param>
    void OnBroadcast(StreamDescription stream, string key, string? eventName, object payload, bool isLast);
}
