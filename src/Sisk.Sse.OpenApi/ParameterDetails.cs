using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.OpenApi;

/// <summary>
/// Adds the default values, descriptions and rules of a stream's parameters. The framework reads them only from methods, by reflection.
/// </summary>
internal static class ParameterDetails
{
    internal static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context, StreamDescription stream)
    {
        foreach (var parameter in context.Description.ParameterDescriptions)
        {
            if (Find(operation, parameter) is { Schema: { } schema })
            {
                ParameterDefaults.Add(schema, parameter, context);
            }
        }

        foreach (var parameter in stream.Parameters.Where(static parameter => parameter.Description is not null))
        {
            if (parameter.Source is null && operation.RequestBody is not null)
            {
                operation.RequestBody.Description ??= parameter.Description;
            }
            else if (Find(operation, parameter.Source, parameter.Name) is { } described)
            {
                described.Description ??= parameter.Description;
            }
        }

        foreach (var parameter in stream.Validated)
        {
            if (Find(operation, parameter.Source, parameter.WireName) is { Schema: OpenApiSchema schema })
            {
                ParameterRules.Add(schema, parameter.Rules);
            }
        }
    }

    /// <summary>Finds a parameter by name and location, since a query parameter and a header can have the same name.</summary>
    private static IOpenApiParameter? Find(OpenApiOperation operation, ApiParameterDescription parameter) =>
        operation.Parameters?.FirstOrDefault(other =>
            other.Name == parameter.Name && string.Equals(other.In?.ToString(), parameter.Source.Id, StringComparison.OrdinalIgnoreCase));

    private static IOpenApiParameter? Find(OpenApiOperation operation, ParameterSource? source, string name) =>
        operation.Parameters?.FirstOrDefault(other => other.Name == name && (source, other.In) is
            (ParameterSource.Route or ParameterSource.RouteOrQuery, ParameterLocation.Path)
            or (ParameterSource.Query or ParameterSource.RouteOrQuery, ParameterLocation.Query)
            or (ParameterSource.Header, ParameterLocation.Header));
}
