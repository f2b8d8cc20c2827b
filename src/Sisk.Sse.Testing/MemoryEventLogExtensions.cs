using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sisk.Sse.Testing.Logs;

namespace Sisk.Sse.Testing;

/// <summary>Extension methods that share event streams between test servers in one process.</summary>
public static class MemoryEventLogExtensions
{
    /// <summary>Shares every push stream between the servers that get the same log.</summary>
    /// <param name="builder">The builder that <c>AddEventStreams()</c> returned.</param>
    /// <param name="log">The log.</param>
    /// <param name="configure">The delegate that sets the options; null for the defaults.</param>
    /// <returns>The builder.</returns>
    public static EventStreamsBuilder AddMemoryEventLog(
        this EventStreamsBuilder builder, MemoryEventLog log, Action<EventLogOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(log);
        builder.Services.AddOptions<EventLogOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventLogOptions>, MemoryEventLogOptionsValidator>());
        return builder.AddEventLog(_ => log, static provider => provider.GetRequiredService<IOptions<EventLogOptions>>().Value);
    }
}
