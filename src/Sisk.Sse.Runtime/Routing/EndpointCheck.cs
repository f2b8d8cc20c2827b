using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sisk.Sse.Binding;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Protection;

namespace Sisk.Sse.Routing;

/// <summary>
/// Builds the endpoints when the application starts, and checks the services of their controllers. ASP.NET Core builds them at the first
/// request, where a stream that is mapped wrongly would make every request fail.
/// </summary>
internal sealed class EndpointCheck : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        var endpoints = application.ApplicationServices.GetService<EndpointDataSource>()?.Endpoints;
        if (endpoints is not null)
        {
            ResumeRoutes.Check(endpoints);
            StreamRoutes.Check(endpoints, application.ApplicationServices.GetServices<MatcherPolicy>());
        }

        ProtectedEndpoint.Check(endpoints ?? [], application.ApplicationServices.GetRequiredService<IHostEnvironment>());
        if (endpoints?.Any(endpoint => endpoint.Metadata.GetMetadata<StreamDescription>() is not null) is true)
        {
            ServiceRequirement.Check(application.ApplicationServices);
            ParameterValidation.Check(endpoints, application.ApplicationServices);
        }
    };
}
