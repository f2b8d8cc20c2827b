using Sisk.Sse.Connections;

namespace Sisk.Sse.Topics;

/// <summary>A connection that is subscribed to a topic.</summary>
internal sealed class Subscriber(StreamTopic topic, Connection connection, string key)
{
    internal Connection Connection => connection;

    /// <summary>Gets the values of the identifier's parameters, escaped and joined by '/'.</summary>
    internal string Key => key;

    internal void Unsubscribe() => topic.Unsubscribe(this);
}
