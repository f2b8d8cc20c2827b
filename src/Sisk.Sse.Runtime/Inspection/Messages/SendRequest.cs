using System.Text.Json;

namespace Sisk.Sse.Inspection.Messages;

/// <summary>Asks for a test event.</summary>
/// <param name="Stream">The stream's <see cref="TargetView.Id"/>.</param>
/// <param name="Event">The event's name on the wire.</param>
/// <param name="Key">The values of the key. None sends the event to all connections.</param>
/// <param name="Data">The data.</param>
internal sealed record SendRequest(string? Stream, string? Event, IReadOnlyList<string>? Key, JsonElement Data);
