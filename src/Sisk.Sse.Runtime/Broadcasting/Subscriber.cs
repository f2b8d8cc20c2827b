using Sisk.Sse.Delivery;

namespace Sisk.Sse.Broadcasting;

/// <summary>A connection's place in a topic.</summary>
internal sealed class Subscriber(StreamTopic topic, Connection connection, string key, long startsAfter)
{
    internal Connection Connection => connection;

    /// <summary>The values of its identifier's parameters, escaped and joined by '/'.</summary>
    internal string Key => key;

    /// <summary>The sequence up to which it has, or does not want, the events: what comes later is delivered live.</summary>
    internal long StartsAfter => startsAfter;

    internal void Leave() => topic.Leave(this);
}
