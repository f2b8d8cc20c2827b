using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Backplane;
using Sisk.Sse.Clients;
using Sisk.Sse.Contracts;
using Sisk.Sse.Inspection.Messages;
using Sisk.Sse.Inspection.Servers;
using Sisk.Sse.Sessions;
using Sisk.Sse.Telemetry;

namespace Sisk.Sse.Inspection;

/// <summary>The parts of one mapped inspector.</summary>
internal sealed class Inspector
{
    /// <summary>The number of streams that all pages may have open, so that they cannot use up a server's memory.</summary>
    private const int MaxStreams = 64;

    private readonly SessionHost _host;
    private readonly TestEvents _events;
    private readonly InspectorActions _actions;
    private readonly InspectedServers _servers;
    private readonly WatchStream _watch;
    private readonly TailStream _tail;
    private int _streams;

    internal Inspector(IServiceProvider services, PushServices streams, Assembly assembly)
    {
        _host = streams.Host;
        if (_host.Ended is not null)
        {
            throw new InvalidOperationException("The event stream inspector is mapped already. Call MapEventStreamInspector once.");
        }

        var ended = _host.Ended = new EndedConnections();
        var contract = new Lazy<StreamContract>(() => ClientEndpoints.Read(assembly));

        // The endpoints are complete when the first request arrives.
        var catalog = new StreamCatalog(new Lazy<EndpointDataSource>(services.GetRequiredService<EndpointDataSource>), contract);
        var server = new ServerView(
            string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}"),
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)),
            IsOneOfMany: false);
        var search = new ConnectionSearch(_host.Sessions, server);
        var sampler = new StreamSampler(_host, streams.Streams, catalog);
        var logger = new GuardedLogger(services.GetRequiredService<ILoggerFactory>().CreateLogger("Sisk.Sse.Inspection"));
        _events = new TestEvents(
            catalog, streams.Streams, new Lazy<string>(() => ClientEndpoints.FindDocument(assembly) ?? "{\"streams\":[]}"));
        _actions = new InspectorActions(_host, search, _events, logger);
        _servers = new InspectedServers(_host, server, sampler, search, ended, _actions);
        _watch = new WatchStream(sampler, _servers, ended, () => server with { IsOneOfMany = _host.Collection.Peers is not null });
        _tail = new TailStream(catalog, streams.Streams);
        _host.Stopping.Register(sampler.Dispose);
        _host.Started.Register(() => Listen(services, server, logger));
    }

    internal Task WatchAsync(HttpContext context) => StreamAsync(context, _watch.RunAsync);

    internal Task TailAsync(HttpContext context) => StreamAsync(context, _tail.RunAsync);

    internal async Task SearchAsync(HttpContext context)
    {
        var query = context.Request.Query;
        string? stream = query["stream"];
        var request = new SearchRequest((string?)query["text"] ?? "", string.IsNullOrEmpty(stream) ? null : stream, query["order"]);
        var found = await _servers.SearchAsync(request, context.RequestAborted).ConfigureAwait(false);
        await context.Response.WriteAsJsonAsync(found, InspectorJson.Default.SearchView, cancellationToken: context.RequestAborted)
            .ConfigureAwait(false);
    }

    internal Task CloseAsync(HttpContext context) =>
        ActionRequest.HandleAsync(context, InspectorJson.Default.CloseRequest, _servers.CloseAsync);

    internal Task SendAsync(HttpContext context) =>
        ActionRequest.HandleAsync(context, InspectorJson.Default.SendRequest, _actions.SendAsync);

    internal Task DescribeAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(_events.Describe(), InspectorJson.Default.TargetsView, cancellationToken: context.RequestAborted);

    /// <summary>Listens to the inspectors of other servers, where streams are shared.</summary>
    private void Listen(IServiceProvider services, ServerView server, ILogger logger)
    {
        if (services.GetService<LogServices>() is { } shared)
        {
            var questions = new ServerQuestions(server.Id, shared, _servers.Answer, logger);
            _servers.Questions = questions;
            _host.Stopping.Register(() => _ = questions.DisposeAsync().AsTask());
        }
    }

    private async Task StreamAsync(HttpContext context, Func<StreamSession, Task> handler)
    {
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            await StreamSession.RunAsync(context, _host, SessionKind.Inspection, hasFilters: false, handler).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }
}
