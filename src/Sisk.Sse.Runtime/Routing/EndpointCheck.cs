using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse.Routing;

/// <summary>
/// Builds the endpoints when the application starts. ASP.NET Core builds them at the first request, where a stream that is mapped wrongly
/// would make every request fail.
/// </summary>
internal sealed class EndpointCheck : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        _ = application.ApplicationServices.GetService<EndpointDataSource>()?.Endpoints;
    };
}
