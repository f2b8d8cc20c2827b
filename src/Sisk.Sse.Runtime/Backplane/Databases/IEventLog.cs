namespace Sisk.Sse;

/// <summary>
/// A database of event logs, which the servers of an application share. Each push stream has one log, and so have the messages between
/// servers. The database gives the events of a log their order, keeps the latest of them, and tells servers of new ones. Everything else is
/// done by this library: batches, retries, limits, catching up, and delivery.
/// </summary>
/// <remarks>
/// The test kit <c>Sisk.Sse.Testing</c> has a suite that an implementation must pass. Failures of the database are reported as
/// <see cref="EventLogException"/>. A call whose token is already canceled does nothing, and fails with an
/// <see cref="OperationCanceledException"/>. Names differ if their case does. Implementations are thread-safe.
/// </remarks>
public interface IEventLog
{
    /// <summary>Gets the display name of the database, for example <c>Redis</c>. It appears in log messages.</summary>
    string Name { get; }

    /// <summary>Gets the name of the database in metrics, for example <c>redis</c>.</summary>
    string System { get; }

    /// <summary>
    /// Appends a batch of events to a log in one step, and tells the subscribers. A batch that the log already has, by its producer and
    /// number, is not appended again.
    /// </summary>
    /// <param name="append">The batch, and what this server knows of the log.</param>
    /// <param name="cancellationToken">A token that cancels the wait. The batch may be appended anyway.</param>
    /// <returns>The place of the batch's first event.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the batch.</exception>
    ValueTask<EventLogPlace> AppendAsync(EventLogAppend append, CancellationToken cancellationToken);

    /// <summary>Reads the entries of a log after a sequence, and creates a log that does not exist.</summary>
    /// <param name="read">The range to read, and the places that this server knows of the log.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>The entries, as they were at one moment.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the read.</exception>
    ValueTask<EventLogPage> ReadAsync(EventLogRead read, CancellationToken cancellationToken);

    /// <summary>Subscribes to the new events of a log. Disposing the result ends the subscription.</summary>
    /// <param name="log">The name of the log.</param>
    /// <param name="subscriber">The subscriber. Its methods return at once.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>The subscription. It lasts across interruptions of the connection, of which the subscriber is told.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the subscription.</exception>
    ValueTask<IAsyncDisposable> SubscribeAsync(string log, IEventLogSubscriber subscriber, CancellationToken cancellationToken);
}
