using Sisk.Sse.Connections;

namespace Sisk.Sse.Topics;

/// <summary>A connection's place in a topic.</summary>
internal sealed class Subscriber(StreamTopic topic, Connection connection, string key)
{
    internal Connection Connection => connection;

    /// <summary>The values of its identifier's parameters, escaped and joined by '/'.</summary>
    internal string Key => key;

    internal void Unsubscribe() => topic.Unsubscribe(this);
}
