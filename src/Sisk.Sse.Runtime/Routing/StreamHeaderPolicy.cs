using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Sisk.Sse.Sessions;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Routing;

/// <summary>
/// Keeps the <c>Cache-Control</c> header of streams that are asked for without naming event streams, as <c>fetch</c> does. Their requests
/// are recognized when routing has found the endpoint, which by default is before other middleware.
/// </summary>
internal sealed class StreamHeaderPolicy(IServiceProvider services) : MatcherPolicy, IEndpointSelectorPolicy
{
    private readonly bool _isNeeded = CacheControl.MayBeReplaced(services);

    /// <summary>Gets the order, after the policies that discard candidates.</summary>
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => _isNeeded && endpoints.Any(IsStream);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && IsStream(candidates[i].Endpoint))
            {
                CacheControl.Keep(httpContext);
                break;
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsStream(Endpoint endpoint) => endpoint.Metadata.GetMetadata<PushServices>() is not null;
}
