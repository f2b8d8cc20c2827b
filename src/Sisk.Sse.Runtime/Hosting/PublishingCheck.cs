using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sisk.Sse.Hosting;

/// <summary>Has a host that only publishes fail at its start if nobody could get its events.</summary>
internal sealed class PublishingCheck(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => services.GetService<IEventLog>() is not null
        ? Task.CompletedTask
        : Task.FromException(new InvalidOperationException(
            "AddEventStreamPublishing() needs a log that the servers share. Call AddRedis(…) or AddPostgreSql(…) on its result."));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
