using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Sources;
using Sisk.Sse.Streams;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Transport;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Sessions;

/// <summary>Holds what the sessions of an application share, and ends them all when the server stops.</summary>
internal sealed partial class SessionHost
{
    /// <summary>The time that clients have for the last bytes when the time for draining is over.</summary>
    private static readonly TimeSpan _lastWrite = TimeSpan.FromMilliseconds(500);

    private readonly SourceServices _services;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly GuardedLogger _logger;
    private bool _reportedHeldBack;
    private bool _reportedNotAwaited;

    public SessionHost(
        SourceServices services,
        SessionRegistry sessions,
        IOptions<EventStreamOptions> options,
        IHostApplicationLifetime lifetime,
        ConnectionTelemetry telemetry,
        ILogger<SessionHost> logger)
    {
        Telemetry = telemetry;
        Gauges = new SessionGauges(telemetry.Metrics.Meter, sessions);
        _services = services;
        _logger = new GuardedLogger(logger);
        _lifetime = lifetime;
        Sessions = sessions;
        Options = options.Value;
        Limits = new ConnectionLimits(Options);
        lifetime.ApplicationStopping.Register(static host => ((SessionHost)host!).Drain(), this);
    }

    internal EventStreamOptions Options { get; }

    internal ConnectionTelemetry Telemetry { get; }

    internal SessionGauges Gauges { get; }

    /// <summary>Gets or sets the connections that have ended; null if no inspector is mapped.</summary>
    internal EndedConnections? Ended { get; set; }

    internal SessionRegistry Sessions { get; }

    internal ConnectionLimits Limits { get; }

    internal HttpEventSourceCollection Collection => _services.Collection;

    internal DeliveryClock Clock => _services.Clock;

    internal TimeProvider Time => _services.Clock.Time;

    internal PayloadSerializer Payloads => _services.Payloads;

    internal CancellationToken Started => _lifetime.ApplicationStarted;

    internal CancellationToken Stopping => _lifetime.ApplicationStopping;

    /// <summary>
    /// Gets or sets a value indicating whether <see cref="SessionMiddleware"/> is around the whole application. If it is not, sources of
    /// other endpoints are written through the server's own pipe, which refuses writes after the end of the response.
    /// </summary>
    internal bool OwnsPipeline { get; set; }

    internal static SessionHost From(IServiceProvider services) =>
        services.GetService<SessionHost>()
        ?? throw new InvalidOperationException(
            "Event streams are not set up in this application. Call builder.Services.AddEventStreams() before builder.Build().");

    internal HttpRequestEventSource CreateSource(
        HttpContext context, string? identifier, StreamSettings stream, bool heldUntilStart, bool hasUniqueIdentifier, bool isOwned)
    {
        var transport = isOwned ? Options.Transport : StreamTransport.Pipe;
        var writer = FrameWriters.For(context, transport, _services.Clock.Calls);
        var connection = new Connection(writer, stream.ToConnectionSettings(Options), _services.Clock, heldUntilStart);
        return new HttpRequestEventSource(context.Request, identifier, connection, _services) { HasUniqueIdentifier = hasUniqueIdentifier };
    }

    /// <summary>Cancels a token. Callbacks of the user run on the thread pool, and their exceptions are logged.</summary>
    internal async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException exception)
        {
            LogCallbackFailed(exception);
        }
    }

    /// <summary>Returns the longest time that a request's stream may be open; null if it may stay.</summary>
    internal TimeSpan? LongestAge(HttpContext context)
    {
        const double Jitter = 0.1;
        var age = Options.MaxConnectionAge * (1 - (Jitter * Random.Shared.NextDouble()));
        var ticket = Options.CloseOnAuthenticationExpiration ? AuthenticationTicket.TimeLeft(context, Time) : null;
        return ticket < age || age is null ? ticket : age;
    }

    /// <summary>
    /// Logs that a middleware holds a response back. Once: it is a mistake of the application, which all of its streams share.
    /// </summary>
    internal void ReportHeldBack(PathString path)
    {
        if (!Interlocked.Exchange(ref _reportedHeldBack, true))
        {
            LogHeldBack(path);
        }
    }

    /// <summary>Logs that a middleware does not await the endpoint. Once, for the same reason.</summary>
    internal void ReportNotAwaited(PathString path)
    {
        if (!Interlocked.Exchange(ref _reportedNotAwaited, true))
        {
            LogNotAwaited(path);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The event stream of '{Path}' ended with an exception.")]
    internal partial void LogStreamFailed(Exception exception, PathString path);

    [LoggerMessage(2, LogLevel.Error, "A callback on the cancellation token of an event stream threw.")]
    internal partial void LogCallbackFailed(Exception exception);

    [LoggerMessage(3, LogLevel.Warning,
        "The code behind the event stream of '{Path}' still ran when the time for draining was over. The server no longer waits for it.")]
    internal partial void LogAbandoned(PathString path);

    [LoggerMessage(4, LogLevel.Debug, "The response of the closed event stream '{Path}' could not be completed.")]
    internal partial void LogCompletionFailed(Exception exception, PathString path);

    [LoggerMessage(5, LogLevel.Warning,
        "A middleware has replaced HttpResponse.Body and holds the event stream of '{Path}' back. "
        + "The client gets nothing before the stream ends. Leave event streams out of that middleware.")]
    private partial void LogHeldBack(PathString path);

    [LoggerMessage(6, LogLevel.Warning,
        "A middleware has returned before the event stream of '{Path}' has ended. The stream goes on, but middleware around that one waits "
        + "for its end in vain. Await the call of next in it, and return when it has completed.")]
    private partial void LogNotAwaited(PathString path);

    private void Drain()
    {
        var finishing = new List<StreamSession>();
        foreach (var session in Sessions.BeginDrain())
        {
            if ((Options.FinishPullStreamsOnShutdown && session.Kind is SessionKind.Pull) || !session.TryDrain(evenWithRun: false))
            {
                finishing.Add(session);
            }
        }

        _ = AbandonLateAsync(finishing);
    }

    /// <summary>Neither a client that does not read nor code that ignores its token holds up the server's end.</summary>
    private async Task AbandonLateAsync(List<StreamSession> finishing)
    {
        await Task.Delay(Options.DrainTimeout, Time).ConfigureAwait(false);
        finishing.ForEach(static session => session.TryDrain(evenWithRun: true));
        if (finishing.Count > 0)
        {
            await Task.Delay(_lastWrite, Time).ConfigureAwait(false);
        }

        foreach (var session in Sessions.All())
        {
            session.Abandon();
        }

        // Responses that were completed just now have this long to be sent.
        await Task.Delay(_lastWrite, Time).ConfigureAwait(false);
        foreach (var session in Sessions.All())
        {
            session.Cut();
        }
    }
}
