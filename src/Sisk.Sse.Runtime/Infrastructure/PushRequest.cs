using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Broadcasting;
using Sisk.Sse.Hosting;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Infrastructure;

/// <summary>A request for a push stream, from before the user's method to the end of the stream. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PushRequest
{
    private readonly HttpContext _context;
    private readonly EventStreamHost _host;
    private readonly StreamDefinition _definition;
    private readonly StreamTopic _topic;
    private readonly IEventLog _log;
    private Arrival _arrival;
    private CancellationToken? _cancellationToken;

    private PushRequest(HttpContext context, PushServices services, StreamDefinition definition, StreamTopic topic)
    {
        (_context, _host, _log, _definition, _topic) = (context, services.Host, services.Log, definition, topic);
    }

    /// <summary>Cancelled when the client is gone or the server stops.</summary>
    public CancellationToken CancellationToken => _cancellationToken ??= RequestToken.Link(_context, _host.Stopping);

    /// <summary>Begins, before the parameters are bound.</summary>
    public static PushRequest Begin(HttpContext context, StreamDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = PushServices.Of(context);
        var topic = services.Streams.GetTopic(definition);
        if (context.GetEndpoint()?.Metadata.GetMetadata<EventHistoryAttribute>() is { } history)
        {
            topic.UseHistory(history);
        }

        return new PushRequest(context, services, definition, topic);
    }

    /// <summary>Just before the user's method reads its state: what is broadcast from now on is not missed.</summary>
    public void Arrive() => _arrival = _topic.Arrive();

    /// <summary>Streams what the user's method returned until the client is gone, the stream is closed, or the server stops.</summary>
    /// <param name="stream">What the user's method returned.</param>
    /// <param name="identifier">The connection's identifier, without a unique segment.</param>
    /// <param name="key">The values of the identifier's parameters, escaped and joined by '/'.</param>
    /// <param name="writer">Names and writes an event by its concrete type.</param>
    /// <returns>Completes with the stream. While that is open it holds on to nothing of this request's beginning.</returns>
    public Task RunAsync<T>(EventStream<T>? stream, string identifier, string key, EventWriter<T> writer)
    {
        if (stream is null)
        {
            throw new InvalidOperationException(
                $"{_definition.Name} returned null. Return an EventStream, or EventStream.Refuse(…) with an answer.");
        }

        if (stream.Refusal is { } refusal)
        {
            return refusal.ExecuteAsync(_context);
        }

        var first = new EventSink(_host.Payloads);
        foreach (var value in stream.First)
        {
            writer(first, value);
        }

        var name = _definition.UniqueIdentifier ? identifier + "/" + NextUniqueSegment() : identifier;
        var source = _host.Create(
            _context, name, stream.PingInterval ?? _host.Options.PingInterval, stream.Overflow ?? _host.Options.Overflow, corked: true,
            hasUniqueIdentifier: _definition.UniqueIdentifier);
        if (!_host.Register(source))
        {
            // Sent away.
            return source.Connection.Drained;
        }

        if (MayBeElsewhere(source) || !_topic.IsCurrentFor(source.LastEventId, _arrival))
        {
            return JoinWhenCurrentAsync(source, key, first.Frames);
        }

        Join(source, key, first.Frames);
        return source.Connection.Drained;
    }

    private async Task JoinWhenCurrentAsync(HttpRequestEventSource source, string key, List<Frame> first)
    {
        if (await IsFreeElsewhereAsync(source).ConfigureAwait(false)
            && (_topic.IsCurrentFor(source.LastEventId, _arrival) || await CatchUpAsync().ConfigureAwait(false)))
        {
            Join(source, key, first);
        }
        else
        {
            // Another server has its identifier, or nobody can say now what it has missed. It keeps its place and asks again.
            source.Drain(_host.NextRetry());
        }

        await source.Connection.Drained.ConfigureAwait(false);
    }

    private void Join(HttpRequestEventSource source, string key, List<Frame> first)
    {
        var subscription = _topic.Join(source.Connection, key, source.LastEventId, _arrival);
        source.Follow(subscription.Subscriber);
        source.Connection.Start(Preamble(subscription, first));
    }

    private bool MayBeElsewhere(HttpRequestEventSource source) =>
        !source.HasUniqueIdentifier
        && _host.Options.DuplicateIdentifiers is DuplicateIdentifierPolicy.Reject
        && _host.Collection.Peers is not null;

    private async ValueTask<bool> IsFreeElsewhereAsync(HttpRequestEventSource source) =>
        !MayBeElsewhere(source)
        || await _host.Collection.Peers!.TryClaimAsync(source.Identifier!, CancellationToken).ConfigureAwait(false);

    /// <summary>The client may have been further on another server than this one is.</summary>
    private async ValueTask<bool> CatchUpAsync()
    {
        try
        {
            return await _log.CatchUpAsync(_topic, CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static List<Frame> Preamble(Subscription subscription, List<Frame> first)
    {
        // The id comes first and without data, so that a client that is cut off before its first event can resume too.
        var frames = new List<Frame> { FrameEncoder.Id(subscription.StartId) };
        if (subscription.Resume is ResumeResult.Reset)
        {
            frames.Add(FrameEncoder.Event("", "reset", id: null));
        }

        if (subscription.Resume is not ResumeResult.Resumed)
        {
            frames.AddRange(first);
        }

        frames.AddRange(subscription.Missed);
        return frames;
    }

    private static string NextUniqueSegment() => Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
}
