using System.Net;
using System.Net.ServerSentEvents;

namespace Sisk.Sse.Client.Connecting;

/// <summary>Opens connections one after another, and keeps the outcome of the last one.</summary>
internal sealed class ConnectionOpener(HttpClient http, EventStreamClientOptions options, EventStreamRequest request, EventStreamCall call)
{
    private string _lastEventId = call.LastEventId ?? "";
    private bool _mayRepeat;
    private bool _hasStream;

    /// <summary>Gets the time before the next attempt.</summary>
    internal ReconnectDelay Delay { get; } = new(options);

    /// <summary>Gets the time to wait that the last response asked for.</summary>
    internal TimeSpan RetryAfter { get; private set; }

    /// <summary>Gets a value indicating whether the server has ended the stream permanently.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>Gets or sets the reason why the last connection failed; null if it ended cleanly.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>Gets a value indicating whether a request that may have had effects would be sent again.</summary>
    private bool IsUnrepeatable => !_mayRepeat && _lastEventId.Length == 0;

    /// <summary>Connects once. Returns null if there is no stream at present, or permanently.</summary>
    /// <exception cref="ArgumentException">The request cannot be sent.</exception>
    internal async Task<OpenStream?> OpenAsync(SseItemParser<EventKind> read, CancellationToken cancellationToken)
    {
        (RetryAfter, Failure, _hasStream) = (TimeSpan.Zero, null, false);
        _mayRepeat = request.Method == HttpMethod.Get || (request.IsResumable && _lastEventId.Length > 0);
        using var message = RequestMessage.Create(http, request, call, _lastEventId);
        var attempt = new Attempt(options, PingInterval.Of(options, request), cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            attempt.ExpectBytes();
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
            if (Answer.Of(response) == Answer.Refused || (IsUnrepeatable && Answer.MayHaveEffects(response)))
            {
                throw await Refusal.ReadAsync(response, attempt, cancellationToken).ConfigureAwait(false);
            }

            if (IsStream(response))
            {
                attempt.ExpectPings(PingInterval.Of(options, request, response));
#if NET
                var body = await response.Content.ReadAsStreamAsync(attempt.Token).ConfigureAwait(false);
#else
                var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
                var stream = new OpenStream(response, body, attempt, read, _lastEventId);
                (response, attempt, _hasStream) = (null, null, true);
                return stream;
            }

            return null;
        }
        catch (Exception exception) when (Attempt.IsBroken(exception) && !cancellationToken.IsCancellationRequested)
        {
            RequestMessage.ThrowIfBeyondAscii(message, exception);
            Failure = attempt!.ReasonOf(exception);
            return null;
        }
        finally
        {
            response?.Dispose();
            attempt?.Dispose();
        }
    }

    /// <summary>Notes the progress of a connection.</summary>
    internal void Take(OpenStream stream)
    {
        _lastEventId = stream.LastEventId;
        IsOver = _lastEventId == OwnEvents.EndId;
        Delay.Take(stream.Retry, stream.HasData);
    }

    /// <exception cref="EventStreamException">A request that may have effects would be sent a second time.</exception>
    internal void ThrowIfUnrepeatable()
    {
        if (IsUnrepeatable)
        {
            var reason = _hasStream
                ? "The stream broke off, and has no id to resume from."
                : $"The server did not answer: {Failure?.Message.TrimEnd('.')}.";
            throw new EventStreamException(
                $"{reason} The request is not sent again, since it may have effects. Subscribe again if that is harmless.",
                innerException: Failure);
        }
    }

    /// <exception cref="EventStreamException">The request may have effects, and is not sent a second time.</exception>
    internal void ThrowIfFailedForGood()
    {
        if (!_mayRepeat || request.IsResumable)
        {
            throw new EventStreamException("The server failed while it sent the stream.", HttpStatusCode.OK);
        }
    }

    private bool IsStream(HttpResponseMessage response)
    {
        var answer = Answer.Of(response);
        if (answer != Answer.Stream)
        {
            (IsOver, _mayRepeat) = (answer == Answer.Over, true);
            RetryAfter = Answer.RetryAfter(response, Now());
            Failure = IsOver ? null : Answer.Refuse(response);
        }

        return answer == Answer.Stream;
    }

#if NET
    private DateTimeOffset Now() => options.TimeProvider.GetUtcNow();
#else
    private static DateTimeOffset Now() => DateTimeOffset.UtcNow;
#endif
}
