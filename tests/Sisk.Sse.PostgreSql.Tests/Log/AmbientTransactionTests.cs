using System.Transactions;
using Sisk.Sse.PostgreSql.Tests.Support;
using Sisk.Sse.Redis.Tests.Support;

namespace Sisk.Sse.PostgreSql.Tests.Log;

/// <summary>Calls in a transaction of the application are no part of it.</summary>
public sealed class AmbientTransactionTests(PostgreSqlServer server)
{
    [Theory]
    [InlineData(TransactionScopeAsyncFlowOption.Enabled, true)]
    [InlineData(TransactionScopeAsyncFlowOption.Enabled, false)]
    [InlineData(TransactionScopeAsyncFlowOption.Suppress, true)]
    [InlineData(TransactionScopeAsyncFlowOption.Suppress, false)]
    public async Task Broadcast_is_delivered_even_if_the_surrounding_transaction_is_rolled_back(
        TransactionScopeAsyncFlowOption flow, bool isCompleted)
    {
        await using var nodes = new PostgreSqlNodes(server.ConnectionString());
        var app = await nodes.StartAsync();
        await using var reading = await app.JoinAsync("a");

        Task sending;
        using (var transaction = new TransactionScope(flow))
        {
            if (isCompleted)
            {
                transaction.Complete();
            }

            sending = PostgreSqlNodes.SendAsync(app, "a", "one").AsTask();
            if (flow is TransactionScopeAsyncFlowOption.Enabled)
            {
                await sending;
            }
        }

        await sending;
        Assert.Equal(["one"], await reading.TakeAsync(1));
    }

    [Fact]
    public async Task Claim_lasts_although_the_transaction_around_it_is_rolled_back()
    {
        await using var nodes = new PostgreSqlNodes(server.ConnectionString());
        var counts = (IConnectionCounts)(await nodes.StartAsync()).Get<IEventLog>();
        var token = TestContext.Current.CancellationToken;
        await counts.PublishAsync("one", TimeSpan.FromMinutes(1), [], areAll: true, token);
        await counts.PublishAsync("two", TimeSpan.FromMinutes(1), [], areAll: true, token);

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            Assert.True(await counts.TryClaimAsync("one", "name", token));
        }

        Assert.False(await counts.TryClaimAsync("two", "name", token));
    }
}
