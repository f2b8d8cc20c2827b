using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Sisk.Sse.Protection;

/// <summary>Marks endpoints that must not be open to everybody.</summary>
/// <param name="danger">The sentence that says what anybody could do.</param>
/// <param name="method">The name of the method that maps them.</param>
internal sealed class ProtectedEndpoint(string danger, string method)
{
    /// <summary>Throws if the application would open such an endpoint to everybody.</summary>
    /// <exception cref="InvalidOperationException">An endpoint names no policy, and this is not Development.</exception>
    internal static void Check(IEnumerable<Endpoint> endpoints, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
        {
            endpoints.FirstOrDefault(static endpoint => IsOpen(endpoint.Metadata))?.Metadata.GetMetadata<ProtectedEndpoint>()?.Throw();
        }
    }

    private static bool IsOpen(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<ProtectedEndpoint>() is not null
        && metadata.GetMetadata<IAuthorizeData>() is null
        && metadata.GetMetadata<AuthorizationPolicy>() is null
        && metadata.GetMetadata<IAuthorizationRequirementData>() is null
        && metadata.GetMetadata<IAllowAnonymous>() is null;

    private void Throw() => throw new InvalidOperationException(
        $"{danger} Outside of Development it needs an authorization policy: call {method}(…).RequireAuthorization(…), "
        + "or .AllowAnonymous() if something else protects it.");
}
