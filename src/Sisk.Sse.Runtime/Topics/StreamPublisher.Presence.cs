namespace Sisk.Sse.CompilerServices;

/// <content>Lists who is present.</content>
public sealed partial class StreamPublisher
{
    /// <summary>Lists the values of the keys that have connections, on all servers.</summary>
    /// <typeparam name="T">The value of the key, or a tuple of the values of the keys.</typeparam>
    /// <param name="reader">Reads the values from a connection's key.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes with the distinct values.</returns>
    public Task<IReadOnlyList<T>> ListAsync<T>(ValueParser<T> reader, CancellationToken cancellationToken) =>
        ListAsync("", reader, cancellationToken);

    /// <summary>Lists the values of the keys after those of a prefix that have connections, on all servers.</summary>
    /// <typeparam name="T">The value of the key, or a tuple of the values of the keys.</typeparam>
    /// <param name="prefix">The values of the leading keys.</param>
    /// <param name="reader">Reads the values of the other keys from a connection's key.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes with the distinct values.</returns>
    public Task<IReadOnlyList<T>> ListAsync<T>(ref IdentifierHandler prefix, ValueParser<T> reader, CancellationToken cancellationToken) =>
        prefix.TryToStringAndClear(out var text) is { } failure
            ? Task.FromException<IReadOnlyList<T>>(failure)
            : ListAsync(text, reader, cancellationToken);

    /// <summary>Adds a handler of joins and leaves.</summary>
    /// <typeparam name="T">The value of the key, or a tuple of the values of the keys.</typeparam>
    /// <param name="sender">The sender for the handler.</param>
    /// <param name="handler">The handler.</param>
    /// <param name="reader">Reads the values from a connection's key.</param>
    /// <exception cref="InvalidOperationException">The host only publishes.</exception>
    public void AddPresenceHandler<T>(object sender, EventHandler<PresenceChange<T>>? handler, ValueParser<T> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (handler is null)
        {
            return;
        }

        ThrowIfNotFollowed();
        var presence = _registry.GetPresence(_stream.Name);
        presence.AddHandler(handler, change =>
        {
            if (reader(change.Key, out var keys))
            {
                handler(sender, new PresenceChange<T>(keys, change.IsPresent));
            }
        });
        _ = LearnAsync();

        async Task LearnAsync()
        {
            // Its failure is logged where it is sent, and the question is repeated.
            await presence.SyncAsync(CancellationToken.None).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Removes a handler of joins and leaves.</summary>
    /// <param name="handler">The handler.</param>
    public void RemovePresenceHandler(Delegate? handler)
    {
        if (handler is not null)
        {
            _registry.GetPresence(_stream.Name).RemoveHandler(handler);
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string prefix, ValueParser<T> reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfNotFollowed();
        var presence = _registry.GetPresence(_stream.Name);
        await presence.SyncAsync(cancellationToken).ConfigureAwait(false);
        var values = new List<T>();
        foreach (var key in presence.Find(prefix))
        {
            if (reader(key, out var value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    private void ThrowIfNotFollowed()
    {
        if (!_topic.IsFollowed)
        {
            throw new InvalidOperationException(
                "This host only publishes events and does not track presence. "
                + "Ask on a host that calls AddEventStreams() instead of AddEventStreamPublishing().");
        }
    }
}
