using System.ComponentModel;
using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Delivery;
using Sisk.Sse.Hosting;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Infrastructure;

/// <summary>A request for a pull stream: it ends with the enumeration. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PullRequest
{
    private readonly HttpContext _context;
    private readonly EventStreamHost _host;
    private CancellationToken? _cancellationToken;

    private PullRequest(HttpContext context, EventStreamHost host) => (_context, _host) = (context, host);

    /// <summary>Cancelled when the client is gone or the server stops.</summary>
    public CancellationToken CancellationToken => _cancellationToken ??= RequestToken.Link(_context, _host.Stopping);

    /// <summary>Begins, before the parameters are bound.</summary>
    public static PullRequest Begin(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new PullRequest(context, EventStreamHost.From(context.RequestServices));
    }

    /// <summary>Streams the events, named by their concrete types.</summary>
    public Task RunAsync<T>(IAsyncEnumerable<T> events, EventWriter<T> writer) => RunAsync(events, static (sink, value, write) => write(sink, value), writer);

    /// <summary>Streams the items, whose event type, id and retry are kept.</summary>
    public Task RunAsync<T>(IAsyncEnumerable<SseItem<T>> events, EventWriter<T> writer) =>
        RunAsync(
            events,
            static (sink, item, write) =>
            {
                sink.Describe(item.EventType == SseParser.EventTypeDefault ? null : item.EventType, item.EventId, item.ReconnectionInterval);
                write(sink, item.Data);
            },
            writer);

    private async Task RunAsync<T, TState>(IAsyncEnumerable<T>? events, Action<EventSink, T, TState> write, TState state)
    {
        if (events is null)
        {
            throw new InvalidOperationException("A stream method returned null. Return an asynchronous sequence; an empty one ends at once.");
        }

        var source = _host.Create(_context, identifier: null, _host.Options.PingInterval, Overflow.Disconnect);
        if (_host.Register(source))
        {
            source.Connection.Start();
            await SendAllAsync(events, source.Connection, write, state).ConfigureAwait(false);
        }

        await source.Connection.Drained.ConfigureAwait(false);
    }

    private async Task SendAllAsync<T, TState>(IAsyncEnumerable<T> events, Connection connection, Action<EventSink, T, TState> write, TState state)
    {
        try
        {
            await EnumerateAsync(events, connection, write, state).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (CancellationToken.IsCancellationRequested)
        {
            connection.Close(CloseReason.Closed);
        }
        catch (Exception exception)
        {
            // The status is gone already. The client learns that it failed, and nothing of how.
            _host.LogStreamFailed(exception, _context.Request.Path);
            connection.Close(CloseReason.Failed, FrameEncoder.Event("", "error", id: null));
        }
    }

    private async Task EnumerateAsync<T, TState>(
        IAsyncEnumerable<T> events, Connection connection, Action<EventSink, T, TState> write, TState state)
    {
        var batch = new PullBatch(connection);
        var sink = new EventSink(_host.Payloads);
        var enumerator = events.GetAsyncEnumerator(CancellationToken);
        try
        {
            while (await batch.MoveNextAsync(enumerator).ConfigureAwait(false))
            {
                write(sink, enumerator.Current, state);
                if (!await batch.SendAsync(sink.Frames, CancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                sink.Frames.Clear();
            }

            // The end is told by name, and by an id at whose return the answer is 204: a browser would ask for ever.
            connection.Close(CloseReason.Closed, FrameEncoder.Event("", "end", EventId.End));
        }
        finally
        {
            // What is held leaves, with the end where there is one.
            batch.Flush();
            await enumerator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
