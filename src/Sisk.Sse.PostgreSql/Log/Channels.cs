namespace Sisk.Sse.PostgreSql.Log;

/// <summary>The channels that are subscribed to, and those that the connection listens to. Thread-safe.</summary>
internal sealed class Channels
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Channel> _all = new(StringComparer.Ordinal);

    /// <summary>The channels of the commands that are being run.</summary>
    private readonly List<Channel> _changing = [];

    /// <summary>Gets the number of channels.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _all.Count;
            }
        }
    }

    /// <summary>Adds a subscriber. Returns a task that completes when the connection listens to the channel.</summary>
    internal Task Add(string name, IEventLogSubscriber subscriber)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue(name, out var channel))
            {
                _all[name] = channel = new Channel(name);
            }

            channel.Subscribers = [.. channel.Subscribers, subscriber];
            return channel.IsListening ? Task.CompletedTask : channel.Listening.Task;
        }
    }

    internal void Remove(string name, IEventLogSubscriber subscriber)
    {
        lock (_gate)
        {
            if (_all.TryGetValue(name, out var channel))
            {
                channel.Subscribers = Array.FindAll(channel.Subscribers, other => other != subscriber);
                RemoveIfUnused(channel);
            }
        }
    }

    /// <summary>
    /// Returns the commands that are necessary now, or an empty text. <see cref="Confirm"/> or <see cref="Interrupt"/> must follow.
    /// </summary>
    internal string TakeChanges()
    {
        lock (_gate)
        {
            _changing.Clear();
            _changing.AddRange(_all.Values.Where(static channel => channel.IsListening != channel.Subscribers.Length > 0));
            return string.Join(';', _changing.Select(static channel => $"{(channel.IsListening ? "UNLISTEN" : "LISTEN")} {channel.Name}"));
        }
    }

    /// <summary>Notes that the commands were run.</summary>
    internal void Confirm()
    {
        lock (_gate)
        {
            Channel[] changed = [.. _changing];
            _changing.Clear();
            foreach (var channel in changed)
            {
                channel.IsListening = !channel.IsListening;
                if (channel.IsListening)
                {
                    channel.Listening.TrySetResult();

                    // The subscriber must read the entries that were appended before.
                    Array.ForEach(channel.Subscribers, static subscriber => subscriber.OnMissed());
                }
                else
                {
                    channel.Listening = Channel.NewSignal();
                }

                RemoveIfUnused(channel);
            }
        }
    }

    /// <summary>Notes that the connection is lost, and tells the subscribers. Those that wait for the first time fail.</summary>
    internal void Interrupt(Exception exception)
    {
        lock (_gate)
        {
            _changing.Clear();
            foreach (var channel in _all.Values.ToArray())
            {
                var wasListening = channel.IsListening;
                channel.IsListening = false;
                channel.Listening.TrySetException(exception);
                _ = channel.Listening.Task.Exception;
                channel.Listening = Channel.NewSignal();
                if (wasListening)
                {
                    Array.ForEach(channel.Subscribers, static subscriber => subscriber.OnMissed());
                }

                RemoveIfUnused(channel);
            }
        }
    }

    internal void Notify(string name, string payload)
    {
        IEventLogSubscriber[] subscribers;
        lock (_gate)
        {
            subscribers = _all.TryGetValue(name, out var channel) ? channel.Subscribers : [];
        }

        if (subscribers.Length == 0)
        {
            return;
        }

        var isValid = Notification.TryParse(payload, out var notification);
        foreach (var subscriber in subscribers)
        {
            if (isValid && !subscriber.IsFull)
            {
                subscriber.OnAppended(notification);
            }
            else
            {
                subscriber.OnMissed();
            }
        }
    }

    /// <summary>Forgets a channel that has no subscribers, unless a command has to end the listening first, or one is being run.</summary>
    private void RemoveIfUnused(Channel channel)
    {
        if (channel is { IsListening: false, Subscribers.Length: 0 } && !_changing.Contains(channel))
        {
            _all.Remove(channel.Name);
        }
    }

    private sealed class Channel(string name)
    {
        internal string Name => name;

        internal IEventLogSubscriber[] Subscribers { get; set; } = [];

        internal bool IsListening { get; set; }

        /// <summary>Gets or sets the signal that the connection listens to the channel.</summary>
        internal TaskCompletionSource Listening { get; set; } = NewSignal();

        internal static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
