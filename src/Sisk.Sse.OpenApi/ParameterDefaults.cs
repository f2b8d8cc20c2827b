using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Sisk.Sse.OpenApi;

/// <summary>The default values of a stream's parameters. The framework reads those of methods that it can reflect on alone.</summary>
internal static class ParameterDefaults
{
    internal static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var options = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var parameter in context.Description.ParameterDescriptions)
        {
            if (parameter.DefaultValue is { } value
                && options.TryGetTypeInfo(value.GetType(), out var type)
                && operation.Parameters?.FirstOrDefault(other => IsSame(other, parameter)) is { Schema: { } schema })
            {
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
    }

    /// <summary>A parameter of the query may have the name of one of the headers.</summary>
    private static bool IsSame(IOpenApiParameter one, ApiParameterDescription other) =>
        one.Name == other.Name && string.Equals(one.In?.ToString(), other.Source.Id, StringComparison.OrdinalIgnoreCase);
}
