using System.ComponentModel;
using System.Net.ServerSentEvents;
using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Sessions;
using Sisk.Sse.Wire;

namespace Sisk.Sse.CompilerServices;

/// <summary>A request for a pull stream: it ends with the enumeration. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PullRequest
{
    private readonly StreamSession _session;

    private PullRequest(StreamSession session) => _session = session;

    /// <summary>Begins, before the parameters are bound.</summary>
    public static PullRequest Begin(StreamSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new PullRequest(session);
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

        _session.ThrowIfImperative();
        var source = _session.TryOpen(identifier: null, Host.Options.PingInterval, Overflow.Disconnect);
        if (source is not null && _session.Register(source))
        {
            source.Connection.Start();
            await SendAllAsync(events, source, write, state).ConfigureAwait(false);
        }
    }

    private SessionHost Host => _session.Host;

    private async Task SendAllAsync<T, TState>(
        IAsyncEnumerable<T> events, HttpRequestEventSource source, Action<EventSink, T, TState> write, TState state)
    {
        var connection = source.Connection;
        try
        {
            await EnumerateAsync(events, source, write, state).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_session.CancellationToken.IsCancellationRequested || HasToComeBack)
        {
            // The session sends the client away.
        }
        catch (Exception exception)
        {
            // The status is gone already. The client learns that it failed, and nothing of how.
            Host.LogStreamFailed(exception, _session.Path);
            connection.Close(CloseReason.Failed, FrameEncoder.Event("", "error", id: null));
        }
    }

    /// <summary>Gets a value indicating whether a sequence that ends now does so because the server stops.</summary>
    private bool HasToComeBack => Host.Stopping.IsCancellationRequested && !Host.Options.FinishPullStreamsOnShutdown;

    private async Task EnumerateAsync<T, TState>(
        IAsyncEnumerable<T> events, HttpRequestEventSource source, Action<EventSink, T, TState> write, TState state)
    {
        var batch = new PullBatch(source.Connection);
        var sink = new EventSink(Host.Payloads);
        var enumerator = events.GetAsyncEnumerator(_session.CancellationToken);
        try
        {
            while (await batch.MoveNextAsync(enumerator).ConfigureAwait(false))
            {
                write(sink, enumerator.Current, state);
                if (!await batch.SendAsync(sink.Frames, _session.CancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                sink.Frames.Clear();
            }

            // The end is told by name, and by an id at whose return the answer is 204: a browser would ask for ever.
            if (!HasToComeBack)
            {
                source.Connection.Close(CloseReason.Closed, FrameEncoder.Event("", "end", StreamEventId.End));
            }
        }
        finally
        {
            // What is held leaves, with the end where there is one.
            batch.Flush();
            await enumerator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
