using Microsoft.Extensions.DependencyInjection;

namespace Sisk.Sse;

/// <summary>The result of <c>AddEventStreams()</c>, on which further features are added, such as a backplane.</summary>
public sealed partial class EventStreamsBuilder
{
    internal EventStreamsBuilder(IServiceCollection services) => Services = services;

    /// <summary>Gets the services of the application.</summary>
    public IServiceCollection Services { get; }
}
