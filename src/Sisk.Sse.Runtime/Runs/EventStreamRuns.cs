using Sisk.Sse.Runs;

namespace Sisk.Sse;

/// <summary>Lists and stops the runs of resumable pull streams. A singleton in dependency injection.</summary>
public sealed class EventStreamRuns
{
    private readonly RunRegistry _runs;

    internal EventStreamRuns(RunRegistry runs) => _runs = runs;

    /// <summary>Gets the runs that this server produces, oldest first, including those that have ended and can still be resumed.</summary>
    /// <returns>The runs as they are now.</returns>
    public IReadOnlyList<EventStreamRun> List() => [.. _runs.All.OrderBy(static run => run.StartedAt).Select(static run =>
        new EventStreamRun(
            run.Id,
            run.Stream.Template,
            run.Owner.Path,
            run.Owner.User,
            run.StartedAt,
            run.Buffer.Last,
            run.Clients,
            run.Buffer.End is null))];

    /// <summary>
    /// Stops a run, on any server. Its method's token is canceled, and its clients get an event <c>stopped</c>.
    /// </summary>
    /// <param name="id">The <see cref="EventStreamRun.Id"/>, or the id of one of the run's events.</param>
    /// <param name="cancellationToken">A token that cancels the call.</param>
    /// <returns>A task whose result is false if there is no such run.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="EventLogException">
    /// This server does not produce the run, and the shared log is unavailable. Call again later.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled. The run may be stopped anyway.</exception>
    public async ValueTask<bool> StopAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await _runs.StopAsync(RunId.TryParse(id, out var run, out _) ? run : id, owner: null, cancellationToken)
            .ConfigureAwait(false);
    }
}
