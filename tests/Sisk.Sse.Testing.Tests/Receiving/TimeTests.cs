using Sisk.Sse.Testing.Tests.Support;

namespace Sisk.Sse.Testing.Tests.Receiving;

/// <summary>The fake clock of the application, which a client advances.</summary>
public sealed class TimeTests : IAsyncDisposable
{
    private readonly ShopFactory _factory = new();

    public ValueTask DisposeAsync() => _factory.DisposeAsync();

    [Fact]
    public async Task Ping_is_received_after_the_interval_on_the_fake_clock()
    {
        await using var client = await _factory.OpenStreamAsync<Tick>("/orders/42/events");

        for (var pings = 0; pings < 3; pings++)
        {
            await client.AdvanceAsync(TimeSpan.FromSeconds(15));
            await client.WaitForPingAsync();
        }
    }

    [Fact]
    public async Task Advance_fails_when_the_application_has_the_real_clock()
    {
        await using var factory = new Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program>();
        await using var client = await factory.OpenStreamAsync<OrderEvent>("/orders/42/events");

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => client.AdvanceAsync(TimeSpan.FromSeconds(1)));

        Assert.StartsWith("The application uses the real clock.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advance_can_be_canceled()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");
        using var cancellation = new CancellationTokenSource();
        var before = _factory.Clock.GetUtcNow();
        await using var timer =
            _factory.Clock.CreateTimer(_ => cancellation.Cancel(), state: null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        await Assert.ThrowsAsync<OperationCanceledException>(() => client.AdvanceAsync(TimeSpan.FromDays(1), cancellation.Token));

        Assert.Equal(TimeSpan.FromSeconds(5), _factory.Clock.GetUtcNow() - before);
    }

    [Fact]
    public async Task Advance_rejects_a_negative_time()
    {
        await using var client = await _factory.OpenStreamAsync<OrderEvent>("/orders/42/events");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("time", () => client.AdvanceAsync(TimeSpan.FromSeconds(-1)));
    }
}
