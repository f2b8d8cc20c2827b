using Sisk.Sse.Inspection.Messages;

namespace Sisk.Sse.Inspection;

/// <summary>The streams of this server at one time.</summary>
/// <param name="Since">The time at which counting began.</param>
/// <param name="Streams">The streams.</param>
internal sealed record StreamSample(DateTimeOffset Since, IReadOnlyList<StreamView> Streams);
