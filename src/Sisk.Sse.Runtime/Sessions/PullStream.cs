using System.Net.ServerSentEvents;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Log;
using Sisk.Sse.Streams;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Sessions;

/// <summary>A pull stream of one request. It ends with the enumeration.</summary>
internal sealed class PullStream(StreamSession session, StreamSettings settings)
{
    /// <summary>Streams the events, named by their concrete types.</summary>
    internal Task RunAsync<T>(IAsyncEnumerable<T> events, Action<EventSink, T> writer) => RunAsync(events, static (sink, value, write) => write(sink, value), writer);

    /// <summary>Streams the items, whose event type, id and retry are kept.</summary>
    internal Task RunAsync<T>(IAsyncEnumerable<SseItem<T>> events, Action<EventSink, T> writer) =>
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

        session.ThrowIfImperative();
        var source = session.TryOpen(identifier: null, settings with { Overflow = Overflow.Disconnect });
        if (source is not null && session.Register(source))
        {
            source.Connection.Start();
            await SendAllAsync(events, source, write, state).ConfigureAwait(false);
        }
    }

    private SessionHost Host => session.Host;

    private async Task SendAllAsync<T, TState>(
        IAsyncEnumerable<T> events, HttpRequestEventSource source, Action<EventSink, T, TState> write, TState state)
    {
        var connection = source.Connection;
        try
        {
            await EnumerateAsync(events, source, write, state).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (session.CancellationToken.IsCancellationRequested || HasToComeBack)
        {
            // The session sends the client away.
        }
        catch (Exception exception)
        {
            // The status is gone already. The client learns that it failed, and nothing of how.
            Host.LogStreamFailed(exception, session.Path);
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
        var enumerator = events.GetAsyncEnumerator(session.CancellationToken);
        try
        {
            while (await batch.MoveNextAsync(enumerator).ConfigureAwait(false))
            {
                write(sink, enumerator.Current, state);
                if (!await batch.SendAsync(sink.Frames, session.CancellationToken).ConfigureAwait(false))
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
