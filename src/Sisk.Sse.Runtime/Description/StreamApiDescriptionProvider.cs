using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Streams;

namespace Sisk.Sse.Description;

/// <summary>
/// Tells ASP.NET Core's API explorer, which OpenAPI documents are made from, of every stream. The framework's own provider leaves out
/// endpoints without a method to reflect on.
/// </summary>
internal sealed class StreamApiDescriptionProvider(EndpointDataSource endpoints, IServiceProvider services) : IApiDescriptionProvider
{
    /// <summary>Gets the order, among those of the framework's own providers.</summary>
    public int Order => -1000;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            var stop = endpoint.Metadata.GetMetadata<StopDescription>();
            if ((stop?.Stream ?? endpoint.Metadata.GetMetadata<StreamDescription>()) is { } stream
                && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true }
                && endpoint.Metadata.GetMetadata<ApiExplorerSettingsAttribute>() is not { IgnoreApi: true })
            {
                foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                {
                    context.Results.Add(Describe(endpoint, stream, method));
                }
            }
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private ApiDescription Describe(RouteEndpoint endpoint, StreamDescription stream, string method)
    {
        var description = new ApiDescription
        {
            HttpMethod = method,
            RelativePath = endpoint.RoutePattern.RawText?.TrimStart('/'),
            GroupName = endpoint.Metadata.GetMetadata<IEndpointGroupNameMetadata>()?.EndpointGroupName
                ?? endpoint.Metadata.GetMetadata<ApiExplorerSettingsAttribute>()?.GroupName,
            ActionDescriptor = new ActionDescriptor
            {
                DisplayName = endpoint.DisplayName,
                RouteValues = { ["controller"] = stream.Controller },
                EndpointMetadata = [.. endpoint.Metadata],
            },
        };
        foreach (var parameter in stream.Parameters.Where(IsOfRequest))
        {
            description.ParameterDescriptions.Add(Describe(endpoint, parameter));
        }

        if (stream.Parameters.Any(parameter => parameter.Source is null && IsOfRequest(parameter)))
        {
            description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = "application/json" });
        }

        foreach (var response in StreamResponses.Of(endpoint.Metadata, method, description.ParameterDescriptions.Count > 0))
        {
            description.SupportedResponseTypes.Add(response);
        }

        return description;
    }

    private bool IsOfRequest(StreamParameter parameter) =>
        !parameter.UnlessService || services.GetService<IServiceProviderIsService>()?.IsService(parameter.Type) is not true;

    private ApiParameterDescription Describe(RouteEndpoint endpoint, StreamParameter parameter) => new()
    {
        Name = parameter.Name,
        Type = parameter.Type,
        Source = parameter.Source switch
        {
            ParameterSource.Route => BindingSource.Path,
            ParameterSource.RouteOrQuery when endpoint.RoutePattern.GetParameter(parameter.Name) is not null => BindingSource.Path,
            ParameterSource.Query or ParameterSource.RouteOrQuery => BindingSource.Query,
            ParameterSource.Header => BindingSource.Header,
            _ => BindingSource.Body,
        },
        IsRequired = parameter.IsRequired,
        DefaultValue = parameter.Default,
        RouteInfo = RouteInfoOf(endpoint.RoutePattern, parameter.Name),
        ModelMetadata = new StreamParameterMetadata(parameter.Type, parameter.IsRequired),
        ParameterDescriptor = new ParameterDescriptor { Name = parameter.Name, ParameterType = parameter.Type },
    };

    /// <summary>Returns the constraints of a parameter of the route, which documents tell of; null for any other parameter.</summary>
    private ApiParameterRouteInfo? RouteInfoOf(RoutePattern pattern, string name)
    {
        if (pattern.GetParameter(name) is not { } parameter)
        {
            return null;
        }

        var policies = services.GetRequiredService<ParameterPolicyFactory>();
        return new ApiParameterRouteInfo
        {
            Constraints =
                [.. parameter.ParameterPolicies.Select(policy => policies.Create(parameter, policy)).OfType<IRouteConstraint>()],
            DefaultValue = parameter.Default,
            IsOptional = parameter.IsOptional,
        };
    }
}
