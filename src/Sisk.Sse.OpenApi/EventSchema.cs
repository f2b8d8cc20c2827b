using Microsoft.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>One type of event.</summary>
/// <param name="Name">Its name on the wire; null where none is written.</param>
/// <param name="Payload">What its data is as JSON; null for text.</param>
internal sealed record EventSchema(string? Name, OpenApiSchema? Payload);
