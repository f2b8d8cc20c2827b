using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Sisk.Sse.Client.Connecting;

/// <summary>
/// Enumerates a stream over as many connections as necessary. It is not an iterator method, so an event that was received costs no await.
/// </summary>
internal sealed partial class EventEnumerator<T>(
    ConnectionOpener opener, EventReader<T> events, EventStreamCall call, CancellationToken cancellationToken, IDisposable? linkedToken)
    : IAsyncEnumerator<SseItem<T>>, IAsyncEnumerator<T>
{
    private readonly SseItemParser<EventKind> _read = events.Read;
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
        if (_stream is not { } stream)
        {
            return MoveNextAsync(new ValueTask<bool>(false));
        }

        var move = stream.MoveNextAsync();
        if (!move.IsCompletedSuccessfully)
        {
            return MoveNextAsync(move);
        }

        var hasMoved = move.Result;
        return hasMoved && events.Kind == EventKind.Value ? new ValueTask<bool>(true) : MoveNextAsync(new ValueTask<bool>(hasMoved));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync().ConfigureAwait(false);
            End();
        }
        finally
        {
            linkedToken?.Dispose();
        }
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<bool> MoveNextAsync(ValueTask<bool> move)
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
