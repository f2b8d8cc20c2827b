using Microsoft.AspNetCore.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>Extension methods for event streams in OpenAPI documents.</summary>
public static class EventStreamOpenApiExtensions
{
    /// <summary>
    /// Adds the events of each stream to the document: their names and the JSON schemas of their payloads. They are written to the
    /// extension <c>x-oai-itemSchema</c>, the name of OpenAPI 3.2's <c>itemSchema</c> in earlier versions. The response description lists
    /// the names. Also adds the default values of parameters.
    /// </summary>
    /// <param name="options">The options of <c>AddOpenApi</c>.</param>
    /// <returns>The options, for chaining.</returns>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    public static OpenApiOptions AddEventStreams(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddOperationTransformer(new EventStreamTransformer());
    }
}
