using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>The default values of a stream's parameters.</summary>
internal static class ParameterDefaults
{
    internal static void Add(IOpenApiSchema schema, ApiParameterDescription parameter, OpenApiOperationTransformerContext context)
    {
        var options = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        if (parameter.DefaultValue is not { } value || !options.TryGetTypeInfo(value.GetType(), out var type))
        {
            return;
        }

        var json = JsonSerializer.SerializeToNode(value, type);
        if (schema is OpenApiSchema inline)
        {
            inline.Default = json;
        }
        else if (schema is OpenApiSchemaReference reference)
        {
            reference.Default = json;
        }
    }
}
