using System.Net.ServerSentEvents;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Connections;
using Sisk.Sse.Streams;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Sessions;

/// <summary>A pull stream of one request. It ends with the enumeration.</summary>
/// <param name="session">The request.</param>
/// <param name="name">The name of the method, for messages.</param>
/// <param name="settings">The settings of the stream.</param>
internal sealed class PullStream(StreamSession session, string name, StreamSettings settings)
{
    /// <summary>Streams the events, named by their concrete types.</summary>
    internal Task RunAsync<T>(IAsyncEnumerable<T>? events, Action<EventSink, T> writer) =>
        RunAsync(events, static (sink, value, write) => write(sink, value), writer);

    /// <summary>Streams the items, whose event type, id and retry are kept.</summary>
    internal Task RunAsync<T>(IAsyncEnumerable<SseItem<T>>? events, Action<EventSink, T> writer) =>
        RunAsync(
            events,
            static (sink, item, write) =>
            {
                sink.Describe(
                    item.EventType == SseParser.EventTypeDefault ? null : item.EventType, item.EventId, item.ReconnectionInterval);
                write(sink, item.Data);
            },
            writer);

    /// <summary>Answers with the refusal that a method returned in place of a sequence.</summary>
    /// <returns>A task whose result is false if there is a sequence to stream.</returns>
    /// <exception cref="InvalidOperationException">The method returned null, or has opened a source by itself.</exception>
    internal static async ValueTask<bool> IsRefusedAsync<T>(StreamSession session, string name, IAsyncEnumerable<T>? events)
    {
        if (events is null)
        {
            throw new InvalidOperationException(
                $"{name} returned null. Return an asynchronous sequence; an empty one ends at once.");
        }

        if (events is IPullSource<T> { Refusal: { } refusal })
        {
            await (session.IsReleased ? Task.CompletedTask : refusal.ExecuteAsync(session.Context)).ConfigureAwait(false);
            return true;
        }

        session.ThrowIfImperative();
        return false;
    }

    private async Task RunAsync<T, TState>(IAsyncEnumerable<T>? events, Action<EventSink, T, TState> write, TState state)
    {
        if (await IsRefusedAsync(session, name, events).ConfigureAwait(false))
        {
            return;
        }

        var source = session.TryOpen(identifier: null, settings with { Overflow = Overflow.Disconnect });
        if (source is not null && session.Register(source))
        {
            source.Connection.Start();
            await SendAllAsync(events!, source, write, state).ConfigureAwait(false);
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
            // The status is gone already. The client learns what the application says of it, or only that it failed.
            Host.LogStreamFailed(exception, session.Path);
            connection.Close(CloseReason.Failed, await TellAsync(exception, events, connection, write, state).ConfigureAwait(false));
        }
    }

    /// <summary>Sends the last event that the application makes of a failure.</summary>
    /// <returns>The end of the stream as its route says; an event without data if the application says nothing.</returns>
    private async ValueTask<Frame> TellAsync<T, TState>(
        Exception failure, IAsyncEnumerable<T> events, Connection connection, Action<EventSink, T, TState> write, TState state)
    {
        try
        {
            if (PullEnd.TryTell(events, failure, out var last))
            {
                var sink = new EventSink(Host.Payloads);
                write(sink, last, state);
                foreach (var frame in sink.Frames)
                {
                    await connection.SendWhenRoomAsync(frame, session.CancellationToken).ConfigureAwait(false);
                }

                return PullEnd.Of(settings.End);
            }
        }
        catch (OperationCanceledException) when (session.CancellationToken.IsCancellationRequested)
        {
            // The client is gone in the meantime.
        }
        catch (Exception exception)
        {
            Host.LogStreamFailed(exception, session.Path);
        }

        return PullEnd.Failed;
    }

    /// <summary>Gets a value indicating whether a sequence that ends now does so because the server stops.</summary>
    private bool HasToComeBack => Host.Stopping.IsCancellationRequested && !Host.Options.FinishPullStreamsOnShutdown;

    private async Task EnumerateAsync<T, TState>(
        IAsyncEnumerable<T> events, HttpRequestEventSource source, Action<EventSink, T, TState> write, TState state)
    {
        using var batch = new PullBatch(source.Connection);
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

            if (!HasToComeBack)
            {
                source.Connection.Close(CloseReason.Completed, PullEnd.Of(settings.End));
            }
        }
        finally
        {
            // Sends the items that are held, together with the end if there is one.
            batch.Flush();
            await enumerator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
