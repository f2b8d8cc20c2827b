using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace Sisk.Sse.Description;

/// <summary>
/// Reads the responses that attributes and conventions declare, such as <c>[ProducesResponseType(404)]</c> for a refusal.
/// </summary>
internal static class DeclaredResponses
{
    /// <summary>Gets the declared responses by their status. The last declaration of a status holds.</summary>
    internal static Dictionary<int, ApiResponseType> Of(EndpointMetadataCollection metadata)
    {
        var responses = new Dictionary<int, ApiResponseType>();
        foreach (var item in metadata)
        {
            if (item is IProducesResponseTypeMetadata produced)
            {
                responses[produced.StatusCode] = Create(produced.StatusCode, produced.Type, produced.Description, produced.ContentTypes);
            }
            else if (item is IApiResponseMetadataProvider { StatusCode: > 0 } provider)
            {
                var types = new MediaTypeCollection();
                provider.SetContentTypes(types);
                responses[provider.StatusCode] = Create(provider.StatusCode, provider.Type, provider.Description, types);
            }
        }

        return responses;
    }

    private static ApiResponseType Create(int status, Type? type, string? description, IEnumerable<string> contentTypes)
    {
        var response = new ApiResponseType { StatusCode = status, Type = type == typeof(void) ? null : type, Description = description };
        if (response.Type is not null)
        {
            foreach (var contentType in contentTypes.DefaultIfEmpty("application/json"))
            {
                response.ApiResponseFormats.Add(new ApiResponseFormat { MediaType = contentType });
            }
        }

        return response;
    }
}
