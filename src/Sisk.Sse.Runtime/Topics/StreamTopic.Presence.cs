using Sisk.Sse.Presence;

namespace Sisk.Sse.Topics;

/// <content>Tells the stream's presence of connections, once someone has asked for it.</content>
internal sealed partial class StreamTopic
{
    private StreamPresence? _presence;

    /// <summary>Begins to tell the stream's presence of connections, beginning with those that are open.</summary>
    internal void Attach(StreamPresence presence)
    {
        if (Volatile.Read(ref _presence) is not null)
        {
            return;
        }

        lock (_worker.Gate)
        {
            if (_presence is not null)
            {
                return;
            }

            _presence = presence;
            foreach (var subscriber in _subscribers.GetMembers(""))
            {
                Connect(subscriber);
            }
        }
    }

    /// <summary>Adds a subscriber. Called under the lock.</summary>
    private void Add(Subscriber subscriber)
    {
        _subscribers.Add(subscriber);
        Connect(subscriber);
    }

    /// <summary>Removes a subscriber if it is there. Called under the lock.</summary>
    private void Remove(Subscriber subscriber)
    {
        if (_subscribers.Remove(subscriber) && subscriber.IsPresent)
        {
            _presence?.Disconnect(subscriber.Key);
        }
    }

    private void Connect(Subscriber subscriber)
    {
        if (subscriber.IsPresent)
        {
            _presence?.Connect(subscriber.Key);
        }
    }
}
