using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Sisk.Sse.Testing;

/// <summary>Runs an application on a fake clock.</summary>
public static class TestClockExtensions
{
    /// <summary>
    /// Makes a fake clock the application's <see cref="TimeProvider"/>. Turns <see cref="EventStreamOptions.PaceBroadcasts"/> off: on a
    /// clock that stands still, a paced broadcast would never end. Advance the clock with <see cref="TestStreamClient{T}.AdvanceAsync"/>.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection UseTestClock(this IServiceCollection services, FakeTimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(clock);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        return services.PostConfigure<EventStreamOptions>(static options => options.PaceBroadcasts = false);
    }
}
