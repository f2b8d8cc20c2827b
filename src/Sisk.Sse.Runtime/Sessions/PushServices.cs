using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.CompilerServices;

namespace Sisk.Sse.Sessions;

/// <summary>
/// The services of push streams, kept with their endpoints: asked for at each request, the container would make a scope, and that
/// would stay for as long as the stream is open.
/// </summary>
internal sealed record PushServices(SessionHost Host, StreamRegistry Streams)
{
    internal static PushServices From(IServiceProvider services) =>
        new(SessionHost.From(services), services.GetRequiredService<StreamRegistry>());

    internal static PushServices Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PushServices>() ?? From(context.RequestServices);
}
