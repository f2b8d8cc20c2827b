using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sisk.Sse.Inspection.Servers;

/// <summary>A question of one server's inspector to others, or an answer.</summary>
/// <param name="From">The server that sends it.</param>
/// <param name="To">The server that it is for; null for all others.</param>
/// <param name="Number">The number of the question, counted by the server that asks.</param>
/// <param name="Kind">The kind of the question; null for an answer.</param>
/// <param name="Body">The question or the answer.</param>
internal sealed record ServerMessage(string From, string? To, long Number, string? Kind, JsonElement Body);

/// <summary>The message, known at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ServerMessage))]
internal sealed partial class ServerJson : JsonSerializerContext;
