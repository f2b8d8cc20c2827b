using Microsoft.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>The schema of one event type.</summary>
/// <param name="Name">The event name; null for an unnamed event.</param>
/// <param name="Payload">The JSON schema of the data; null for text.</param>
internal sealed record EventSchema(string? Name, IOpenApiSchema? Payload);
