using Microsoft.AspNetCore.Http;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Sessions;
using Sisk.Sse.Streams;
using Sisk.Sse.Topics;

namespace Sisk.Sse.Inspection;

/// <summary>
/// Streams the events of one key, as a client with that key gets them. A page that is too slow loses the oldest, so that it delays nobody.
/// With a shared log, these are the events of all servers.
/// </summary>
internal sealed class TailStream(StreamCatalog catalog, StreamRegistry registry)
{
    private const int MaxQueuedEvents = 1024;

    private static readonly StreamSettings _settings = new(Overflow.DropOldest, null, MaxQueuedEvents, null);

    internal async Task RunAsync(StreamSession session)
    {
        if (!TryFind(session.Context.Request.Query, out var topic, out var key, out var error))
        {
            await TypedResults.Problem(error, statusCode: StatusCodes.Status404NotFound).ExecuteAsync(session.Context)
                .ConfigureAwait(false);
            return;
        }

        // With a shared log, the first subscriber of a topic waits until it has been read.
        var position = topic.GetPosition();
        if (!topic.IsCurrentFor(lastEventId: null, position) && !await topic.CatchUpAsync(session.CancellationToken).ConfigureAwait(false))
        {
            session.Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (session.TryOpen(identifier: null, _settings, heldUntilStart: true) is not { } source || !session.Register(source))
        {
            return;
        }

        var subscription = topic.Subscribe(source.Connection, key, lastEventId: null, position, isPresent: false);
        session.Follow(subscription.Subscriber);
        source.Connection.Start([.. subscription.Latest, .. subscription.Missed]);
        await source.Connection.Closed.ConfigureAwait(false);
    }

    private bool TryFind(IQueryCollection query, out StreamTopic topic, out string key, out string error)
    {
        (topic, key, error) = (null!, "", "There is no such push stream.");
        if (catalog.Find(query["stream"]) is not { IsPush: true } stream)
        {
            return false;
        }

        if ((string?)query["key"] is { } known)
        {
            (topic, key) = (registry.GetTopic(stream.Description), known);
            return true;
        }

        if (KeyText.TryJoin(stream, [.. query["value"].Select(static value => value ?? "")], catalog.Contract, out error) is not { } joined)
        {
            return false;
        }

        (topic, key) = (registry.GetTopic(stream.Description), joined);
        return true;
    }
}
