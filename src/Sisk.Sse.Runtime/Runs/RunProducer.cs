using System.Net.ServerSentEvents;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Sessions;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Runs;

/// <summary>Enumerates a sequence into its run.</summary>
internal static class RunProducer
{
    /// <summary>Enumerates a sequence until it ends or its run does.</summary>
    /// <returns>A task that completes when the user's code has returned. It never faults.</returns>
    internal static async Task ProduceAsync<T, TState>(Run run, IAsyncEnumerable<T> events, EventWriter<T, TState> write, TState state)
    {
        // The request's thread goes on to its client.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var sink = new EventSink(run.Host.Payloads);
        try
        {
            await EnumerateAsync(run, events, sink, write, state).ConfigureAwait(false);
            run.End(new RunEnd(RunState.Completed, PullEnd.Of(run.Stream.Settings.End)));
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            // Stopped or interrupted, so its clients have been told.
        }
        catch (Exception exception)
        {
            run.Host.LogStreamFailed(exception, run.Owner.Path);
            run.End(new RunEnd(RunState.Failed, Tell(run, exception, events, sink, write, state)));
        }
        finally
        {
            await run.FinishAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Names an item of a sequence.</summary>
    /// <exception cref="InvalidOperationException">The item has an id. The runtime gives the ids of a run.</exception>
    internal static void Describe<T>(EventSink sink, SseItem<T> item, string id)
    {
        if (item.EventId is not null)
        {
            throw new InvalidOperationException(
                $"An item of a resumable stream has the id '{item.EventId}'. "
                + "Leave EventId null: the stream's own ids say where a client resumes.");
        }

        sink.Describe(item.EventType == SseParser.EventTypeDefault ? null : item.EventType, id, item.ReconnectionInterval);
    }

    private static async Task EnumerateAsync<T, TState>(
        Run run, IAsyncEnumerable<T> events, EventSink sink, EventWriter<T, TState> write, TState state)
    {
        run.Token.ThrowIfCancellationRequested();
        var position = 0L;
        await foreach (var value in events.WithCancellation(run.Token).ConfigureAwait(false))
        {
            sink.Frames.Clear();
            write(sink, value, RunId.Format(run.Id, ++position), state);
            if (!await run.AddAsync(FrameEncoder.Join(sink.Frames)).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <summary>Adds the last event that the application makes of a failure.</summary>
    /// <returns>The end of the stream as its route says; an event without data if the application says nothing.</returns>
    private static Frame Tell<T, TState>(
        Run run, Exception failure, IAsyncEnumerable<T> events, EventSink sink, EventWriter<T, TState> write, TState state)
    {
        try
        {
            sink.Frames.Clear();
            if (PullEnd.TryTell(events, failure, out var last))
            {
                write(sink, last, RunId.Format(run.Id, run.Buffer.Last + 1), state);
                run.Buffer.AddLast(FrameEncoder.Join(sink.Frames));
                return PullEnd.Of(run.Stream.Settings.End);
            }
        }
        catch (Exception exception)
        {
            run.Host.LogStreamFailed(exception, run.Owner.Path);
        }

        return PullEnd.Failed;
    }
}

/// <summary>Writes an event under its id.</summary>
internal delegate void EventWriter<in T, in TState>(EventSink sink, T value, string id, TState state);
