using System.Net.ServerSentEvents;

namespace Sisk.Sse.Client.Connecting;

/// <summary>Opens one connection after the other, and knows what the last one came to.</summary>
internal sealed class ConnectionOpener(HttpClient http, EventStreamClientOptions options, EventStreamRequest request, EventStreamCall call)
{
    private string _lastEventId = call.LastEventId ?? "";
    private bool _mayRepeat;

    /// <summary>Gets the time before the next attempt.</summary>
    internal ReconnectDelay Delay { get; } = new(options);

    /// <summary>Gets the time that the last answer asked to wait.</summary>
    internal TimeSpan RetryAfter { get; private set; }

    /// <summary>Gets a value indicating whether the server has ended the stream for good.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Connects once. Returns null if there is no stream now, or no more.</summary>
    internal async Task<OpenStream?> OpenAsync(SseItemParser<EventKind> read, CancellationToken cancellationToken)
    {
        (RetryAfter, _mayRepeat) = (TimeSpan.Zero, request.Method == HttpMethod.Get || (request.IsResumable && _lastEventId.Length > 0));
        var attempt = new Attempt(options, PingInterval.Of(options, request), cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            attempt.ExpectBytes();
            using var message = RequestMessage.Create(request, call, _lastEventId);
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
            if (IsStream(response))
            {
                attempt.ExpectPings(PingInterval.Of(options, request, response));
#if NET
                var body = await response.Content.ReadAsStreamAsync(attempt.Token).ConfigureAwait(false);
#else
                var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
                var stream = new OpenStream(response, body, attempt, read, _lastEventId);
                (response, attempt) = (null, null);
                return stream;
            }

            return null;
        }
        catch (Exception exception) when (Attempt.IsBroken(exception) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            response?.Dispose();
            attempt?.Dispose();
        }
    }

    /// <summary>Notes how far a connection got.</summary>
    internal void Take(OpenStream stream)
    {
        _lastEventId = stream.LastEventId;
        IsOver = _lastEventId == OwnEvents.EndId;
        Delay.Take(stream.Retry, stream.HasData);
    }

    /// <exception cref="EventStreamException">A request that may have effects would be sent a second time.</exception>
    internal void ThrowIfUnrepeatable()
    {
        if (!_mayRepeat && _lastEventId.Length == 0)
        {
            throw new EventStreamException(
                "The stream broke off, and has no id to resume from. The request is not sent again, since it may have effects. Subscribe again if that is harmless.");
        }
    }

    /// <exception cref="EventStreamException">The request may have effects, and is not sent a second time.</exception>
    internal void ThrowIfFailedForGood()
    {
        if (!_mayRepeat || request.IsResumable)
        {
            throw new EventStreamException("The server failed while it sent the stream.", System.Net.HttpStatusCode.OK);
        }
    }

    private bool IsStream(HttpResponseMessage response)
    {
        var answer = Answer.Of(response);
        if (answer == Answer.Refused)
        {
            throw Answer.Refuse(response);
        }

        if (answer != Answer.Stream)
        {
            (IsOver, _mayRepeat) = (answer == Answer.Over, true);
            RetryAfter = response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        }

        return answer == Answer.Stream;
    }
}
