using Microsoft.AspNetCore.OutputCaching;

namespace Sisk.Sse.Sessions;

/// <summary>
/// Keeps requests for event streams out of output caching, whose lock lets one request of a key run and holds all others until it ends.
/// </summary>
internal sealed class StreamCachePolicy : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (AcceptHeader.NamesEventStreams(context.HttpContext.Request))
        {
            context.EnableOutputCaching = false;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
}
