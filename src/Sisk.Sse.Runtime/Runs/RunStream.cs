using System.Net.ServerSentEvents;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Sessions;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>A resumable pull stream of one request: it begins a run, and follows it as the first client.</summary>
internal sealed class RunStream(StreamSession session, StreamDescription stream, RunRegistry runs, DetachedCall call)
{
    /// <inheritdoc cref="PullStream.RunAsync{T}(IAsyncEnumerable{T}, Action{EventSink, T})"/>
    internal Task RunAsync<T>(IAsyncEnumerable<T>? events, Action<EventSink, T> writer) =>
        RunAsync(
            events,
            static (sink, value, id, write) =>
            {
                sink.Describe(eventName: null, id, retry: null);
                write(sink, value);
            },
            writer);

    /// <inheritdoc cref="PullStream.RunAsync{T}(IAsyncEnumerable{SseItem{T}}, Action{EventSink, T})"/>
    internal Task RunAsync<T>(IAsyncEnumerable<SseItem<T>>? events, Action<EventSink, T> writer) =>
        RunAsync(
            events,
            static (sink, item, id, write) =>
            {
                RunProducer.Describe(sink, item, id);
                write(sink, item.Data);
            },
            writer);

    private async Task RunAsync<T, TState>(IAsyncEnumerable<T>? events, EventWriter<T, TState> write, TState state)
    {
        if (await PullStream.IsRefusedAsync(session, stream.Name, events).ConfigureAwait(false))
        {
            return;
        }

        session.EndsWithRun = true;
        var source = session.TryOpen(identifier: null, stream.Settings with { Overflow = Overflow.Disconnect }, heldUntilStart: true);
        if (source is null || !session.Register(source))
        {
            return;
        }

        if (runs.TryBegin(stream, session.Context, call) is not { } run)
        {
            session.SendAway(source, CloseReason.Rejected);
            return;
        }

        // Other servers can find the run before the client has its id.
        await runs.ShareAsync(run).ConfigureAwait(false);
        if (run.Buffer.End is { State: RunState.Interrupted })
        {
            // The server stops, and the answer has not begun. The client asks again elsewhere.
            session.SendAway(source, CloseReason.ServerStopping);
            await run.FinishAsync().ConfigureAwait(false);
            return;
        }

        _ = RunProducer.ProduceAsync(run, events!, write, state);
        source.Connection.Start([FrameEncoder.Id(RunId.Format(run.Id, 0))]);
        await RunFollower.FollowAsync(session, source, run, position: 0).ConfigureAwait(false);
    }
}
