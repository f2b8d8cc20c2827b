using Sisk.Sse.Delivery;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Broadcasting;

/// <summary>A connection's place in a topic. Events wait here until the connection has been given what it missed.</summary>
internal sealed class Subscriber(StreamTopic topic, Connection connection, string key, long startsAfter)
{
    private readonly Lock _gate = new();
    private List<Frame>? _held = [];

    /// <summary>The values of its identifier's parameters, escaped and joined by '/'.</summary>
    internal string Key => key;

    /// <summary>The sequence up to which it has, or does not want, the events: what comes later is delivered live.</summary>
    internal long StartsAfter => startsAfter;

    internal Connection Connection => connection;

    /// <summary>
    /// Hands on a live event, as <see cref="Delivery.Connection.Prime"/> does. Called by one thread at a time, in the order of the
    /// events. Before <see cref="Start"/> it stays here: a connection that is closed by then would send it without what was missed.
    /// </summary>
    internal bool Prime(Frame frame)
    {
        if (Volatile.Read(ref _held) is not null)
        {
            lock (_gate)
            {
                if (_held is not null)
                {
                    _held.Add(frame);
                    return false;
                }
            }
        }

        return connection.Prime(frame);
    }

    /// <summary>Starts the connection with the given frames, lets go what came meanwhile, and holds nothing from here on.</summary>
    internal void Start(IReadOnlyList<Frame> preamble)
    {
        connection.Start(preamble);
        lock (_gate)
        {
            foreach (var frame in _held ?? [])
            {
                connection.Send(frame);
            }

            Volatile.Write(ref _held, null);
        }
    }

    internal void Leave() => topic.Leave(this);
}
