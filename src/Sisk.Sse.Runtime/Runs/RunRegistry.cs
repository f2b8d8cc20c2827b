using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Sessions;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Runs;

/// <summary>The runs that this server produces. They end when the server stops.</summary>
internal sealed partial class RunRegistry : IHostedService
{
    /// <summary>The name of the limit that refuses a client.</summary>
    private const string Limit = "runs";

    private readonly ConcurrentDictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly IHostApplicationLifetime _lifetime;
    private readonly GuardedLogger _logger;
    private readonly IRunLog? _log;
    private readonly LogThrottle _notShared;
    private readonly LogThrottle _notFound;
    private int _count;

    public RunRegistry(SessionHost host, IHostApplicationLifetime lifetime, ILogger<RunRegistry> logger, IRunLog? log)
    {
        (Host, _lifetime, _logger, _log) = (host, lifetime, new GuardedLogger(logger), log);
        (_notShared, _notFound) = (new LogThrottle(host.Time), new LogThrottle(host.Time));
        lifetime.ApplicationStopping.Register(static registry => ((RunRegistry)registry!).OnStopping(), this);
    }

    internal SessionHost Host { get; }

    /// <summary>Gets the runs of this server, including those that have ended and can still be resumed.</summary>
    internal ICollection<Run> All => _runs.Values;

    /// <summary>Begins a run, if there is room for one and its request has not ended.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="context">The request.</param>
    /// <param name="call">The call, which then belongs to the run.</param>
    /// <returns>The run; null if the client should retry later.</returns>
    internal Run? TryBegin(StreamDescription stream, HttpContext context, DetachedCall call)
    {
        if (Interlocked.Increment(ref _count) > Host.Options.Runs.MaxRuns)
        {
            Interlocked.Decrement(ref _count);
            Host.Telemetry.Rejected(stream.Template, Limit);
            return null;
        }

        var run = new Run(this, stream, RunOwner.Of(context), call);
        if (!call.TryDetach())
        {
            Interlocked.Decrement(ref _count);
            return null;
        }

        _runs[run.Id] = run;
        Host.Telemetry.Metrics.RunStarted(stream.Template);
        if (_lifetime.ApplicationStopping.IsCancellationRequested)
        {
            Interrupt(run);
        }

        return run;
    }

    /// <summary>Makes a run known to other servers. Without them, it can be resumed on this server alone.</summary>
    internal async ValueTask ShareAsync(Run run)
    {
        try
        {
            await (_log?.ShareAsync(run, run.Token) ?? ValueTask.CompletedTask).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            // It has been stopped in the meantime.
        }
        catch (Exception exception)
        {
            ReportNotShared(exception, run);
        }
    }

    /// <summary>Finds a run of any server for a client.</summary>
    /// <returns>A task whose result is null if the run is unknown, or not the client's.</returns>
    internal async ValueTask<IRunSource?> FindAsync(string id, HttpContext context)
    {
        var owner = RunOwner.Of(context);
        return _runs.TryGetValue(id, out var run)
            ? run.Owner == owner ? run : null
            : _log is null ? null : await _log.FindAsync(id, owner.Fingerprint, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Stops a run of any server.</summary>
    /// <param name="id">The id of the run.</param>
    /// <param name="owner">The client; null for the application itself.</param>
    /// <param name="cancellationToken">A token that cancels the call.</param>
    /// <returns>A task whose result is false if the run is unknown, or not the client's.</returns>
    internal async ValueTask<bool> StopAsync(string id, RunOwner? owner, CancellationToken cancellationToken)
    {
        if (!_runs.TryGetValue(id, out var run))
        {
            return _log is not null && await _log.StopAsync(id, owner?.Fingerprint, cancellationToken).ConfigureAwait(false);
        }

        if (owner is not null && run.Owner != owner)
        {
            return false;
        }

        run.End(RunEnd.Stopped);
        return true;
    }

    internal void OnEnded(Run run) =>
        Host.Telemetry.Metrics.RunEnded(run.Stream.Template, run.Buffer.End!.State.ToString().ToLowerInvariant());

    internal void Forget(Run run)
    {
        if (_runs.TryRemove(run.Id, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <inheritdoc cref="IRunLog.IsFollowedAsync"/>
    internal async ValueTask<bool?> IsFollowedElsewhereAsync(Run run)
    {
        try
        {
            return _log is null ? false : await _log.IsFollowedAsync(run.Id).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ReportNotShared(exception, run);
            return false;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for the user's code as long as the server waits for stream methods.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        InterruptAll();
        Task[] work = [.. All.Select(static run => run.Produced), _log?.FlushAsync() ?? Task.CompletedTask];
        await Task.WhenAll(work).WaitAsync(Host.Options.DrainTimeout, Host.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Logs that a client could not be served, because the log is unavailable. In an outage, there may be thousands.</summary>
    /// <param name="exception">The exception of the log.</param>
    /// <param name="path">The path of the answer.</param>
    /// <param name="action">The action that the client asked for.</param>
    internal void ReportNotFound(Exception exception, string path, string action)
    {
        if (_notFound.Allows(out var isFirst, out _))
        {
            LogNotFound(isFirst ? exception : null, path, action, EventLogException.Explain(exception));
        }
    }

    private void ReportNotShared(Exception exception, Run run)
    {
        if (_notShared.Allows(out var isFirst, out _))
        {
            LogNotShared(isFirst ? exception : null, run.Owner.Path, EventLogException.Explain(exception));
        }
    }

    private static void Interrupt(Run run) => run.End(RunEnd.Interrupted);

    private void InterruptAll()
    {
        foreach (var run in All)
        {
            Interrupt(run);
        }
    }

    private void OnStopping()
    {
        if (!Host.Options.FinishPullStreamsOnShutdown)
        {
            InterruptAll();
        }
        else
        {
            _ = InterruptLateAsync();
        }
    }

    private async Task InterruptLateAsync()
    {
        await Task.Delay(Host.Options.DrainTimeout, Host.Time).ConfigureAwait(false);
        InterruptAll();
    }

    [LoggerMessage(1, LogLevel.Warning, "The answer of '{Path}' cannot be resumed on other servers: {Reason}")]
    private partial void LogNotShared(Exception? exception, string path, string reason);

    [LoggerMessage(
        2, LogLevel.Warning,
        "An answer of '{Path}' could not be {Action}, because the shared log is unavailable. The client may try again: {Reason}")]
    private partial void LogNotFound(Exception? exception, string path, string action, string reason);
}
