using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Sisk.Sse.Sessions;

/// <summary>Adds <see cref="StreamCachePolicy"/> after the base policies of the application.</summary>
internal sealed class StreamCacheOptions : IPostConfigureOptions<OutputCacheOptions>
{
    public void PostConfigure(string? name, OutputCacheOptions options) => options.AddBasePolicy(new StreamCachePolicy());
}
