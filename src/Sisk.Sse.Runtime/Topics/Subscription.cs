using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>The result of subscribing to a topic.</summary>
/// <param name="Subscriber">The subscriber.</param>
/// <param name="Resume">The result of looking up the client's last event ID.</param>
/// <param name="Latest">The latest events of before that a new client gets, oldest first.</param>
/// <param name="Missed">The events that the client has missed, oldest first.</param>
/// <param name="StartId">
/// The id of the position between the <paramref name="Latest"/> and the <paramref name="Missed"/> events; null if the events' own ids
/// suffice.
/// </param>
internal sealed record Subscription(Subscriber Subscriber, ResumeResult Resume, List<Frame> Latest, List<Frame> Missed, string? StartId);
