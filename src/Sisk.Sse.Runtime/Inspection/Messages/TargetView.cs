using System.Text.Json;

namespace Sisk.Sse.Inspection.Messages;

/// <summary>
/// A stream that events can be sent to. It is asked for by its id, and its name is the one in telemetry. The events are as the contract's
/// document has them.
/// </summary>
internal sealed record TargetView(string Id, string Name, string Method, IReadOnlyList<string> Keys, JsonElement Events);
