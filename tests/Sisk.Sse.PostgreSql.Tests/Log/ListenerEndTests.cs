using System.Net;
using System.Net.Sockets;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>Subscriptions when the application ends.</summary>
public sealed class ListenerEndTests(PostgreSqlServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscription_that_waits_for_the_database_fails_when_the_application_ends()
    {
        // It accepts connections, and says nothing.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var services = Build($"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=any;Timeout=5");
        var subscribing = ((IRunStore)services.GetRequiredService<IEventLog>())
            .SubscribeAsync("run", isProducer: false, static () => { }, Cancellation).AsTask();
        using var connected = await Signal.WithinAsync(silent.AcceptTcpClientAsync(Cancellation).AsTask());

        await services.DisposeAsync();

        await Assert.ThrowsAsync<EventLogException>(() => Signal.WithinAsync(subscribing));
    }

    [Fact]
    public async Task Subscription_after_the_end_of_the_application_fails()
    {
        var services = Build(server.ConnectionString());
        var runs = (IRunStore)services.GetRequiredService<IEventLog>();
        await using (await runs.SubscribeAsync("run", isProducer: false, static () => { }, Cancellation))
        {
            await services.DisposeAsync();

            await Assert.ThrowsAsync<EventLogException>(
                () => Signal.WithinAsync(runs.SubscribeAsync("other", isProducer: false, static () => { }, Cancellation).AsTask()));
        }
    }

    private static ServiceProvider Build(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddEventStreams().AddPostgreSql(database);
        return builder.Services.BuildServiceProvider();
    }
}
