namespace Sisk.Sse;

/// <summary>
/// The part of an <see cref="IEventLog"/> that keeps the runs of resumable pull streams, so that any server can resume them. Everything of
/// a run expires by itself. A log without it leaves each run to the server that produces it.
/// </summary>
public interface IRunStore
{
    /// <summary>
    /// Adds events to a run, which begins with the first call, and renews its lifetime. Events that the run already has are left out.
    /// </summary>
    /// <param name="write">The events, and the state of the run.</param>
    /// <param name="cancellationToken">A token that cancels the wait. The events may be added anyway.</param>
    /// <returns>A task with the requests of other servers.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask<RunStoreAnswer> WriteAsync(RunStoreWrite write, CancellationToken cancellationToken);

    /// <summary>Reads the events of a run after a position.</summary>
    /// <param name="run">The id of the run.</param>
    /// <param name="after">The position.</param>
    /// <param name="maxEvents">The maximum number of events; 0 reads the state alone.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task whose result is null if there is no such run.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, CancellationToken cancellationToken);

    /// <summary>Reads the events of a run after a position, up to a size. A log without it reads any size.</summary>
    /// <param name="run">The id of the run.</param>
    /// <param name="after">The position.</param>
    /// <param name="maxEvents">The maximum number of events; 0 reads the state alone.</param>
    /// <param name="maxBytes">The maximum size of the events in bytes. The first may be larger.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task whose result is null if there is no such run.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask<RunStorePage?> ReadAsync(string run, long after, int maxEvents, int maxBytes, CancellationToken cancellationToken) =>
        ReadAsync(run, after, maxEvents, cancellationToken);

    /// <summary>Tells the producer of a run that a client of this server follows it.</summary>
    /// <param name="run">The id of the run.</param>
    /// <param name="position">The position up to which the client has got the events.</param>
    /// <param name="lifetime">The time for which this holds.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when it is stored.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask FollowAsync(string run, long position, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>Asks the producer of a run to stop it. Does nothing if there is no such run.</summary>
    /// <param name="run">The id of the run.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>A task that completes when the request is stored.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the call.</exception>
    ValueTask StopAsync(string run, CancellationToken cancellationToken);

    /// <summary>
    /// Subscribes to what happens to a run, until the result is disposed. A notification says only that something may have happened. It may
    /// be late, lost or repeated, since servers then read the run, and also poll it.
    /// </summary>
    /// <param name="run">The id of the run.</param>
    /// <param name="isProducer">True to be told of stops; false to be told of events.</param>
    /// <param name="notified">The function that is called for each notification. It returns at once.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>The subscription.</returns>
    /// <exception cref="EventLogException">The database cannot be reached, or refuses the subscription.</exception>
    ValueTask<IAsyncDisposable> SubscribeAsync(string run, bool isProducer, Action notified, CancellationToken cancellationToken);
}
