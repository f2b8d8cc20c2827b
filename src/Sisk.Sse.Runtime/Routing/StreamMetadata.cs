using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.OutputCaching;
using Sisk.Sse.Sessions;

namespace Sisk.Sse.Routing;

/// <summary>The metadata of every stream's endpoint. It turns off policies that are made for short responses.</summary>
internal static class StreamMetadata
{
    // A stream is meant to last: a timeout would cut it, its duration says nothing about the server, and a cache would queue its clients.
    internal static object[] Of(PushServices services) =>
        [new DisableRequestTimeoutAttribute(), new DisableHttpMetricsAttribute(), new NoLoginPage(), new NoOutputCache(), services];

    /// <summary>Has cookie authentication answer 401 and 403, as for other APIs, instead of redirecting to a page.</summary>
    private sealed class NoLoginPage : IDisableCookieRedirectMetadata;

    private sealed class NoOutputCache : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.EnableOutputCaching = false;
            context.AllowCacheLookup = false;
            context.AllowCacheStorage = false;
            context.AllowLocking = false;
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.AllowCacheStorage = false;
            return ValueTask.CompletedTask;
        }
    }
}
