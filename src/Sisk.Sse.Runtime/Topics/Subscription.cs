using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>The result of subscribing to a topic.</summary>
/// <param name="Subscriber">The subscriber.</param>
/// <param name="Resume">The result of looking up the client's last event ID.</param>
/// <param name="Missed">The events that the client has missed, oldest first.</param>
/// <param name="StartId">The id of the position before the first of the <paramref name="Missed"/> events.</param>
internal sealed record Subscription(Subscriber Subscriber, ResumeResult Resume, List<Frame> Missed, string StartId);
