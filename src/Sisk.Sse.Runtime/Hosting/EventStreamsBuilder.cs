using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse;

/// <summary>What <c>AddEventStreams()</c> returns, for what else is to be added.</summary>
public sealed partial class EventStreamsBuilder
{
    internal EventStreamsBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }
}
