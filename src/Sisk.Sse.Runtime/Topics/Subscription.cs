using Sisk.Sse.Wire;

namespace Sisk.Sse.Topics;

/// <summary>What joining a topic gave: the place in it, and what is to be sent first.</summary>
/// <param name="Subscriber">The connection's place.</param>
/// <param name="Resume">How the client's last event id was met.</param>
/// <param name="Missed">The events that the client has missed, oldest first.</param>
/// <param name="StartId">The id of the place in the stream at which <paramref name="Missed"/> begins.</param>
internal sealed record Subscription(Subscriber Subscriber, ResumeResult Resume, List<Frame> Missed, string StartId);
