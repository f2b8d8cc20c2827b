using Microsoft.AspNetCore.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>Event streams in OpenAPI documents.</summary>
public static class EventStreamOpenApiExtensions
{
    /// <summary>
    /// Describes the events of each stream: their names and the JSON schemas of their payloads, as <c>itemSchema</c> (OpenAPI 3.2). Documents
    /// of version 3.0 and 3.1 have it as the extension <c>x-oai-itemSchema</c>; all have the names in the description of the answer.
    /// </summary>
    /// <param name="options">The options that <c>AddOpenApi</c> gives.</param>
    /// <returns>The same options.</returns>
    public static OpenApiOptions AddEventStreams(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddOperationTransformer(new EventStreamTransformer());
    }
}
