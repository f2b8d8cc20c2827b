using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Runs;

/// <summary>Makes the runs of this server known to others through the shared log, and finds theirs.</summary>
internal sealed partial class SharedRuns(LogServices services, ILogger<SharedRuns> logger) : IRunLog
{
    /// <summary>A producer that was silent for longer is dead.</summary>
    internal static readonly TimeSpan Alive = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A producer that seems dead, or a run that seems unknown, may just not have written since the log lost its data or came back.
    /// </summary>
    internal static readonly TimeSpan Doubt = TimeSpan.FromSeconds(1);

    /// <summary>The time that a new run waits until other servers can find it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly GuardedLogger _logger = new(logger);
    private readonly IRunStore? _store = services.Database as IRunStore;
    private readonly ConcurrentDictionary<string, RunWriter> _writers = new(StringComparer.Ordinal);

    public async ValueTask ShareAsync(Run run, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return;
        }

        var writer = new RunWriter(run, _store, services.Time);
        _writers[run.Id] = writer;
        try
        {
            await writer.BeginAsync(cancellationToken).WaitAsync(_patience, services.Time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // It goes on to try: a run that lasts can be resumed elsewhere as soon as the log is back.
            _ = WriteAsync(writer, run.Owner.Path);
        }
    }

    public async ValueTask<IRunSource?> FindAsync(string id, string owner, CancellationToken cancellationToken) =>
        await FindPageAsync(id, owner, cancellationToken).ConfigureAwait(false) is null ? null : new RemoteRun(id, _store!, services.Time);

    public async ValueTask<bool> StopAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        if (await FindPageAsync(id, owner, cancellationToken).ConfigureAwait(false) is not { } page)
        {
            return false;
        }

        if (page.End is null)
        {
            await _store!.StopAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    public async ValueTask<bool?> IsFollowedAsync(string id) =>
        _writers.TryGetValue(id, out var writer) ? await writer.IsFollowedAsync().ConfigureAwait(false) : false;

    public Task FlushAsync() => Task.WhenAll(_writers.Values.Select(static writer => writer.Written));

    private async ValueTask<RunStorePage?> FindPageAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return null;
        }

        var page = await ReadAsync().ConfigureAwait(false);
        if (page is null)
        {
            await Task.Delay(Doubt, services.Time, cancellationToken).ConfigureAwait(false);
            page = await ReadAsync().ConfigureAwait(false);
        }

        return page is not null && (owner is null || page.Header == owner) ? page : null;

        ValueTask<RunStorePage?> ReadAsync() => _store.ReadAsync(id, after: 0, maxEvents: 0, cancellationToken);
    }

    private async Task WriteAsync(RunWriter writer, string path)
    {
        try
        {
            await writer.RunAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogLost(exception, path);
        }
        finally
        {
            _writers.TryRemove(writer.Id, out _);
        }
    }

    [LoggerMessage(
        1, LogLevel.Error, "The answer of '{Path}' is no longer copied for other servers. Their clients get an event 'interrupted'.")]
    private partial void LogLost(Exception exception, string path);
}
