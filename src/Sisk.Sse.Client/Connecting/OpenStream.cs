using System.Net.ServerSentEvents;

namespace Sisk.Sse.Client.Connecting;

/// <summary>A response with a stream, and its reader.</summary>
internal sealed class OpenStream : IAsyncDisposable
{
    private const int BufferSize = 4096;
    private const int MaxReads = 16;

    private readonly HttpResponseMessage _response;
    private readonly Attempt _attempt;
    private readonly ObservedStream _body;
    private readonly LastEventIdTracker _ids;
    private readonly SseParser<EventKind> _parser;
    private readonly IAsyncEnumerator<SseItem<EventKind>> _events;
    private string? _eventId;
    private bool _hasIds;

    internal OpenStream(HttpResponseMessage response, Stream body, Attempt attempt, SseItemParser<EventKind> read, string lastEventId)
    {
        (_response, _attempt, _ids) = (response, attempt, new LastEventIdTracker(lastEventId));
        _eventId = lastEventId.Length > 0 ? lastEventId : null;
        attempt.Token.Register(static state => Close((HttpResponseMessage)state!), response);
        _body = new ObservedStream(body, attempt, _ids);
        _parser = SseParser.Create(_body, read);
        _events = _parser.EnumerateAsync(attempt.Token).GetAsyncEnumerator(attempt.Token);
    }

    internal SseItem<EventKind> Current => _events.Current;

    /// <summary>Gets the last event ID of the complete events. All of them have been read when the stream has ended.</summary>
    internal string LastEventId => _ids.LastEventId;

    /// <summary>Gets the time that the server asks to wait before a reconnect; negative if it does not.</summary>
    internal TimeSpan Retry => _parser.ReconnectionInterval;

    /// <summary>Gets a value indicating whether anything was received.</summary>
    internal bool HasData => _body.HasData;

    internal ValueTask<bool> MoveNextAsync() => _events.MoveNextAsync();

    /// <summary>
    /// Takes over the id of the current event, and returns the last event ID; null if the stream has had none. An id applies to the events
    /// after it, too (HTML standard, section 9.2.6), but <c>SseItem</c> has only the event's own.
    /// </summary>
    internal string? TakeEventId()
    {
        // Without an id on this connection, that of the previous one still applies.
        var id = _parser.LastEventId;
        _hasIds |= id.Length > 0 || Current.EventId is not null;
        if (_hasIds && !IdText.IsTooLong(id))
        {
            _eventId = id;
        }

        return _eventId;
    }

    /// <summary>
    /// Returns true if an exception of <see cref="MoveNextAsync"/> comes from the connection, and not from the caller's code.
    /// </summary>
    internal bool IsBrokenBy(Exception exception) =>
        _body.IsBroken || (exception is OperationCanceledException && _attempt.Token.IsCancellationRequested);

    /// <summary>Returns the reason why the connection has ended.</summary>
    internal Exception ReasonOf(Exception exception) => _attempt.ReasonOf(exception);

    public async ValueTask DisposeAsync()
    {
        await CutAsync().ConfigureAwait(false);
        await _events.DisposeAsync().ConfigureAwait(false);
        Close(_response);
        _attempt.Dispose();
    }

    /// <summary>
    /// Cancels a read, so that <see cref="HttpClient"/> closes the connection. It would otherwise wait for the rest of the response, for
    /// two seconds by default. Only a pending read can be canceled, so bytes that were received are read first, within a limit.
    /// </summary>
    private async Task CutAsync()
    {
        var buffer = new byte[BufferSize];
        try
        {
            for (var reads = 0; reads < MaxReads && !_attempt.Token.IsCancellationRequested; reads++)
            {
                var read = _body.ReadAsync(buffer, 0, buffer.Length, _attempt.Token);
                if (!read.IsCompleted)
                {
                    _attempt.Abort();
                }

                if (await read.ConfigureAwait(false) == 0)
                {
                    return;
                }
            }
        }
        catch (Exception)
        {
            // The connection is closed or useless, and its data is no longer needed.
        }
        finally
        {
            _attempt.Abort();
        }
    }

    /// <summary>
    /// Disposes a response, which also ends a read of a body that ignores its token. A read that observed the token has closed the
    /// connection.
    /// </summary>
    private static void Close(HttpResponseMessage response)
    {
        try
        {
            response.Dispose();
        }
        catch (Exception)
        {
            // Some bodies report here that they are incomplete.
        }
    }
}
