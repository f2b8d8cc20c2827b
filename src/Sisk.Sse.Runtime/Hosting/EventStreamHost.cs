using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Delivery;
using EventId = Sisk.Sse.Broadcasting.EventId;

namespace Sisk.Sse.Hosting;

/// <summary>Opens event sources for requests, and ends them all when the server stops.</summary>
internal sealed partial class EventStreamHost
{
    private readonly SourceServices _services;
    private readonly ConnectionLimits _limits;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<EventStreamHost> _logger;

    public EventStreamHost(
        SourceServices services, IOptions<EventStreamOptions> options, IHostApplicationLifetime lifetime, ILogger<EventStreamHost> logger)
    {
        _services = services;
        _logger = logger;
        _lifetime = lifetime;
        Options = options.Value;
        _limits = new ConnectionLimits(Options);
        lifetime.ApplicationStopping.Register(static host => ((EventStreamHost)host!).Drain(), this);
    }

    internal EventStreamOptions Options { get; }

    internal HttpEventSourceCollection Collection => _services.Collection;

    internal TimeProvider Time => _services.Clock.Time;

    internal PayloadSerializer Payloads => _services.Payloads;

    internal CancellationToken Stopping => _lifetime.ApplicationStopping;

    internal static EventStreamHost From(IServiceProvider services) =>
        services.GetService<EventStreamHost>()
        ?? throw new InvalidOperationException(
            "Event streams are not set up in this application. Call builder.Services.AddEventStreams() before builder.Build().");

    /// <summary>A time for a client to come back after: one of its own, so that not all return at once.</summary>
    internal TimeSpan NextRetry() =>
        Options.MinRetry + ((Options.MaxRetry - Options.MinRetry) * Random.Shared.NextDouble());

    /// <summary>Opens a source of the imperative API, which sends its headers when it is first used.</summary>
    internal HttpRequestEventSource OpenImperative(HttpRequest request, string? identifier)
    {
        if (identifier is { Length: 0 })
        {
            throw new ArgumentException("An identifier cannot be empty. Pass null for a source that nothing has to find.", nameof(identifier));
        }

        var context = request.HttpContext;
        if (context.Response.HasStarted)
        {
            throw new InvalidOperationException("The response has begun already, so it cannot become an event stream. Call GetEventSource first.");
        }

        var feature = context.Features.Get<EventSourceFeature>();
        if (feature?.Source is not null)
        {
            throw new InvalidOperationException("This request has an event source already. Call GetEventSource once, and pass the source on.");
        }

        var source = Create(context, identifier, Timeout.InfiniteTimeSpan, Options.Overflow, waitOnDispose: feature is null);
        context.Features.Set(new EventSourceFeature { Source = source });
        Register(source);
        return source;
    }

    /// <summary>Makes a source for a request; nothing knows it yet.</summary>
    internal HttpRequestEventSource Create(
        HttpContext context, string? identifier, TimeSpan pingInterval, Overflow overflow, bool corked = false, bool waitOnDispose = false,
        bool hasUniqueIdentifier = false)
    {
        var settings = new ConnectionSettings(Options.MaxQueuedEvents, Options.MaxQueuedBytes, overflow, Options.WriteTimeout, pingInterval);
        var connection = new Connection(FrameWriters.For(context, Options.Transport, _services.Clock.Calls), settings, _services.Clock, corked);
        return new HttpRequestEventSource(context.Request, identifier, connection, _services, waitOnDispose) { HasUniqueIdentifier = hasUniqueIdentifier };
    }

    /// <summary>Opens the source and makes it known. False when it was sent away instead, to come back later or not at all.</summary>
    internal bool Register(HttpRequestEventSource source)
    {
        source.Open();
        DeadPeer.Detect(source.HttpRequest.HttpContext, Options.WriteTimeout);
        if (source.LastEventId == EventId.End)
        {
            source.HttpRequest.HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
            source.Connection.Refuse();
            return false;
        }

        if (HttpMethods.IsHead(source.HttpRequest.Method))
        {
            // Its client wants the headers and reads no body: it would wait for the end of the stream before its next request.
            StreamResponse.Prepare(source.HttpRequest.HttpContext);
            source.Connection.Refuse();
            return false;
        }

        if (!_services.Open.TryAdd(source, Options.MaxConnections, _limits.SlotsOf(source))
            || (source.Identifier is not null && !_services.Collection.TryAdd(source, Options.DuplicateIdentifiers)))
        {
            source.Drain(NextRetry());
            return false;
        }

        if (LongestAge(source) is { } age)
        {
            source.CloseBy(_services.Clock.Schedule(new ConnectionAge(source, this), age));
        }

        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "The event stream of '{Path}' ended with an exception.")]
    internal partial void LogStreamFailed(Exception exception, PathString path);

    private TimeSpan? LongestAge(HttpRequestEventSource source)
    {
        const double Jitter = 0.1;
        var age = Options.MaxConnectionAge * (1 - (Jitter * Random.Shared.NextDouble()));
        var ticket = Options.CloseOnAuthenticationExpiration
            ? AuthenticationTicket.TimeLeft(source.HttpRequest.HttpContext, _services.Clock.Time)
            : null;
        return ticket < age || age is null ? ticket : age;
    }

    private void Drain()
    {
        var open = _services.Open.BeginDrain();
        foreach (var source in open)
        {
            source.Drain(NextRetry());
        }

        _ = CutLateAsync(open);
    }

    /// <summary>A client that does not read must not hold up the server's end.</summary>
    private async Task CutLateAsync(HttpRequestEventSource[] sources)
    {
        await Task.Delay(Options.DrainTimeout, _services.Clock.Time).ConfigureAwait(false);
        foreach (var source in sources)
        {
            source.Connection.Cut(CloseReason.Draining);
        }
    }
}
