using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// Enumerates a stream over as many connections as necessary. It is not an iterator method, so an event that was received costs no await.
/// </summary>
/// <param name="opener">Opens the connections.</param>
/// <param name="events">Reads the events.</param>
/// <param name="call">The caller's functions.</param>
/// <param name="stop">Ends everything that waits, and is canceled with the caller's tokens. The enumerator disposes it.</param>
/// <param name="callersToken">The token with which a cancellation is reported.</param>
internal sealed partial class EventEnumerator<T>(
    ConnectionOpener opener, EventReader<T> events, EventStreamCall call, CancellationTokenSource stop, CancellationToken callersToken)
    : IAsyncEnumerator<SseItem<T>>, IAsyncEnumerator<T>
{
    private readonly SseItemParser<EventKind> _read = events.Read;
    private readonly CancellationToken _stop = stop.Token;
    private readonly PendingMove _pending = new();
    private OpenStream? _stream;
    private bool _isOver;
    private bool _isClosed;

    public T Current => events.Value;

    SseItem<T> IAsyncEnumerator<SseItem<T>>.Current
    {
        get
        {
            var item = _stream!.Current;
            return new SseItem<T>(events.Value, item.EventType)
            {
                EventId = _stream.TakeEventId(),
                ReconnectionInterval = item.ReconnectionInterval,
            };
        }
    }

    public ValueTask<bool> MoveNextAsync()
    {
        if (!_pending.TryBegin())
        {
            return new(Task.FromException<bool>(new InvalidOperationException(
                "The last MoveNextAsync has not completed. Await it before the next, or enumerate the subscription again.")));
        }

        if (_stream is not { } stream)
        {
            return WaitAsync(new ValueTask<bool>(false));
        }

        var move = stream.MoveNextAsync();
        if (!move.IsCompletedSuccessfully)
        {
            return WaitAsync(move);
        }

        var hasMoved = move.Result;
        if (!hasMoved || events.Kind != EventKind.Value)
        {
            return WaitAsync(new ValueTask<bool>(hasMoved));
        }

        _pending.End();
        return new ValueTask<bool>(true);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _isOver = true;
            if (_pending.WhenEndedAsync() is { IsCompleted: false } ended)
            {
                Attempt.Cancel(stop);
                await ended.ConfigureAwait(false);
            }

            await CloseAsync().ConfigureAwait(false);
            End();
        }
        finally
        {
            stop.Dispose();
        }
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<bool> WaitAsync(ValueTask<bool> move)
    {
        try
        {
            while (true)
            {
                var hasMoved = false;
                try
                {
                    hasMoved = await move.ConfigureAwait(false);
                }
                catch (Exception exception) when (_stream!.IsBrokenBy(exception))
                {
                    ThrowIfCanceled(exception);
                    opener.Failure = _stream.ReasonOf(exception);
                }
                catch
                {
                    // A reconnect would resume after the event for which the caller's code has failed.
                    _isOver = true;
                    throw;
                }

                if (hasMoved && Take())
                {
                    return true;
                }

                if ((!hasMoved || _isOver) && !await ReconnectAsync().ConfigureAwait(false))
                {
                    return false;
                }

                move = _stream!.MoveNextAsync();
            }
        }
        finally
        {
            _pending.End();
        }
    }

    /// <summary>Returns true if the event is for the caller. The server's own events are handled here.</summary>
    private bool Take()
    {
        switch (events.Kind)
        {
            case EventKind.Value:
                return true;
            case EventKind.EndData:
                _isOver = true;
                break;
            case EventKind.End or EventKind.Interrupted when _stream!.Current.EventId != OwnEvents.EndId:
                return events.ReadWithoutData(_stream.Current.EventType);
            case EventKind.End:
                _isOver = true;
                break;
            case EventKind.Reset:
                call.Reset?.Invoke();
                break;
            case EventKind.Interrupted:
                throw new EventStreamException(
                    "The server that produced the stream has stopped, so the rest will not come.", HttpStatusCode.OK)
                {
                    IsInterrupted = true,
                };
            case EventKind.Error:
                opener.ThrowIfFailedForGood();
                break;
            default:
                break;
        }

        return false;
    }
}
