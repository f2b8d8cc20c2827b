using System.Text.Json;

namespace Sisk.Sse.Inspection.Messages;

/// <summary>The streams that events can be sent to, and the types of the contract as its document has them.</summary>
internal sealed record TargetsView(IReadOnlyList<TargetView> Streams, JsonElement Types);
