using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Redis.Tests.Client;

/// <summary>The connection ends with the application, whenever that ends.</summary>
public sealed class ConnectionLifetimeTests(RedisServer redis)
{
    [Fact]
    public async Task Connection_that_opens_after_the_application_has_ended_is_closed()
    {
        await using var proxy = new RedisProxy(redis);
        proxy.Darken();
        var name = "late-" + Guid.NewGuid().ToString("N");
        var server = LogServices.Build($"{proxy.Configuration},name={name}", "lifetime");
        var calling = server.GetRequiredService<IEventLog>().ReadAsync(
            new EventLogRead { Log = name, After = 0, MaxEntries = 1, MaxBytes = 1, NewEpoch = "epoch" }, TestContext.Current.CancellationToken).AsTask();

        await server.DisposeAsync();
        Assert.False(calling.IsCompleted);
        proxy.Lighten();

        await Assert.ThrowsAsync<EventLogException>(() => Signal.WithinAsync(calling));
        await Eventually.BecomesAsync(
            "no connection", () => redis.AskAsync("CLIENT", "LIST"), clients => !clients.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_after_the_application_has_ended_opens_no_connection()
    {
        var server = LogServices.Build(redis.Configuration, "lifetime");
        var log = server.GetRequiredService<IEventLog>();
        await server.DisposeAsync();

        await Assert.ThrowsAsync<EventLogException>(() => Signal.WithinAsync(log.ReadAsync(
            new EventLogRead { Log = "any", After = 0, MaxEntries = 1, MaxBytes = 1, NewEpoch = "epoch" }, TestContext.Current.CancellationToken).AsTask()));
    }
}
