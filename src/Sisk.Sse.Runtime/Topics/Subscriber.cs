using Sisk.Sse.Connections;

namespace Sisk.Sse.Topics;

/// <summary>A connection that is subscribed to a topic.</summary>
internal sealed class Subscriber(StreamTopic topic, Connection connection, string key, bool isPresent)
{
    /// <summary>Gets a value indicating whether the connection is that of a client, so that someone is present.</summary>
    internal bool IsPresent => isPresent;

    internal Connection Connection => connection;

    internal StreamTopic Topic => topic;

    /// <summary>Gets the values of the identifier's parameters, escaped and joined by '/'.</summary>
    internal string Key => key;

    internal void Unsubscribe() => topic.Unsubscribe(this);
}
