using Sisk.Sse.CompilerServices;
using Sisk.Sse.Identifiers;
using Sisk.Sse.Log;
using Sisk.Sse.Topics;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Sessions;

/// <summary>A push stream of one request, from just before the user's method to the end of the stream.</summary>
internal sealed class PushStream
{
    private readonly StreamSession _session;
    private readonly StreamDescription _description;
    private readonly StreamTopic _topic;
    private readonly StreamPosition _position;

    private PushStream(StreamSession session, StreamDescription description, StreamTopic topic) =>
        (_session, _description, _topic, _position) = (session, description, topic, topic.GetPosition());

    /// <summary>Notes the stream's position. Events that are broadcast from now on are not missed.</summary>
    internal static PushStream Begin(StreamSession session, StreamDescription description) =>
        new(session, description, PushServices.Of(session.Context).Streams.GetTopic(description));

    /// <summary>Opens the stream that the user's method returned.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="identifier">The connection's identifier, without a unique segment.</param>
    /// <param name="key">The values of the identifier's parameters, escaped and joined by '/'.</param>
    /// <param name="writer">Names and writes an event by its concrete type.</param>
    /// <returns>
    /// A task that completes when the stream is open; if the endpoint has filters, when it has ended, so that they are around it.
    /// </returns>
    internal Task RunAsync<T>(EventStream<T>? stream, string identifier, string key, Action<EventSink, T> writer)
    {
        if (stream is null)
        {
            throw new InvalidOperationException(
                $"{_description.Name} returned null. Return an EventStream, or EventStream.Refuse(…) with a response.");
        }

        if (_session.IsReleased)
        {
            return Task.CompletedTask;
        }

        if (stream.Refusal is { } refusal)
        {
            return refusal.ExecuteAsync(_session.Context);
        }

        var first = new EventSink(_session.Host.Payloads);
        foreach (var value in stream.First)
        {
            writer(first, value);
        }

        _session.ThrowIfImperative();
        var ending = RequestScope.EndAsync(_session.Context);
        return ending.IsCompletedSuccessfully
            ? OpenAsync(stream, identifier, key, first.Frames)
            : OpenAfterAsync(ending, stream, identifier, key, first.Frames);
    }

    /// <summary>Opens the stream when the services of the user's method are disposed.</summary>
    private async Task OpenAfterAsync<T>(ValueTask ending, EventStream<T> stream, string identifier, string key, List<Frame> first)
    {
        await ending.ConfigureAwait(false);
        await OpenAsync(stream, identifier, key, first).ConfigureAwait(false);
    }

    private Task OpenAsync<T>(EventStream<T> stream, string identifier, string key, List<Frame> first)
    {
        var settings = _description.Settings;
        var name = _description.HasUniqueIdentifier ? identifier + "/" + UniqueSegment.Next() : identifier;
        var source = _session.TryOpen(
            name,
            settings with
            {
                Overflow = stream.Overflow ?? settings.Overflow,
                PingInterval = stream.PingInterval ?? settings.PingInterval,
            },
            heldUntilStart: true,
            hasUniqueIdentifier: _description.HasUniqueIdentifier);
        if (source is null || !_session.Register(source))
        {
            return Task.CompletedTask;
        }

        if (stream.EndsAfterFirst)
        {
            source.Connection.Start(first);
            source.ClosePermanently(CloseReason.Completed);
            return _session.HasFilters ? source.Connection.Drained : Task.CompletedTask;
        }

        if (MayBeElsewhere(source) || !_topic.IsCurrentFor(source.LastEventId, _position))
        {
            return SubscribeWhenCurrentAsync(source, key, first);
        }

        Subscribe(source, key, first);
        return _session.HasFilters ? source.Connection.Drained : Task.CompletedTask;
    }

    private async Task SubscribeWhenCurrentAsync(HttpRequestEventSource source, string key, List<Frame> first)
    {
        if (!await IsFreeElsewhereAsync(source).ConfigureAwait(false))
        {
            // Another server has its identifier. It keeps its place and asks again.
            _session.Host.Telemetry.Rejected(_description.Template, ConnectionLimits.Identifier);
            _session.SendAway(source, CloseReason.Rejected);
        }
        else if (_topic.IsCurrentFor(source.LastEventId, _position) || await CatchUpAsync().ConfigureAwait(false))
        {
            Subscribe(source, key, first);
        }
        else
        {
            // Nobody can say now what it has missed.
            _session.SendAway(source, CloseReason.LogUnavailable);
        }

        if (_session.HasFilters)
        {
            await source.Connection.Drained.ConfigureAwait(false);
        }
    }

    private void Subscribe(HttpRequestEventSource source, string key, List<Frame> first)
    {
        var subscription = _topic.Subscribe(source.Connection, key, source.LastEventId, _position);
        _session.Follow(subscription.Subscriber);
        if (source.LastEventId is not null)
        {
            ReportResume(subscription);
        }

        source.Connection.Start(Preamble(subscription, first));
    }

    private void ReportResume(Subscription subscription) => _session.Host.Telemetry.Metrics.Resumed(
        _description.Template,
        subscription.Resume is ResumeResult.Reset ? "reset" : subscription.Missed.Count > 0 ? "replayed" : "live",
        subscription.Missed.Count);

    private bool MayBeElsewhere(HttpRequestEventSource source) =>
        !source.HasUniqueIdentifier
        && _session.Host.Options.DuplicateIdentifiers is DuplicateIdentifierPolicy.Reject
        && _session.Host.Collection.Peers is not null;

    private async ValueTask<bool> IsFreeElsewhereAsync(HttpRequestEventSource source) =>
        !MayBeElsewhere(source)
        || await _session.Host.Collection.Peers!.TryClaimAsync(source.Identifier!, _session.CancellationToken).ConfigureAwait(false);

    /// <summary>The client may have been further on another server than this one is.</summary>
    private async ValueTask<bool> CatchUpAsync()
    {
        try
        {
            return await _topic.CatchUpAsync(_session.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static List<Frame> Preamble(Subscription subscription, List<Frame> first)
    {
        var frames = new List<Frame>();
        if (subscription.Resume is ResumeResult.Reset)
        {
            frames.Add(ResetEvent.Frame);
        }

        if (subscription.Resume is not ResumeResult.Resumed)
        {
            frames.AddRange(first);
        }

        AddStart(frames, subscription);
        frames.AddRange(subscription.Missed);
        return frames;
    }

    /// <summary>
    /// Adds the latest events for a newcomer and the first id. The id comes after the events that it stands for: a client that is cut off
    /// before it gets that again. The latest events have ids of their own, so what comes before them has none. If nothing comes before the
    /// id, it comes without an event, so that a client can resume before its first.
    /// </summary>
    private static void AddStart(List<Frame> frames, Subscription subscription)
    {
        if (subscription is { Latest.Count: 0, StartId: { } id } && frames.Count > 0)
        {
            frames[^1] = FrameEncoder.WithId(frames[^1], id);
            return;
        }

        frames.AddRange(subscription.Latest);
        if (subscription.StartId is { } startId)
        {
            frames.Add(FrameEncoder.Id(startId));
        }
    }
}
