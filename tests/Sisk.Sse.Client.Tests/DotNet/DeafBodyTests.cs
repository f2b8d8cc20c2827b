using Sisk.Sse.Client.Tests.Faults;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The end of streams whose reads ignore their cancellation token.</summary>
public sealed class DeafBodyTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Cancellation_ends_a_read_that_ignores_its_token()
    {
        using var http = new HttpClient(new DeafServer("data: a\n\n")) { BaseAddress = new Uri("http://localhost") };
        using var source = new CancellationTokenSource();
        var events = new EventStreamClient(http).ReadText("/stream", cancellationToken: source.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());

        var next = events.MoveNextAsync().AsTask();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(_limit, TestContext.Current.CancellationToken));
        await events.DisposeAsync();
    }

    [Fact]
    public async Task Leaving_the_loop_does_not_wait_for_a_read_that_ignores_its_token()
    {
        using var http = new HttpClient(new DeafServer("data: a\n\n")) { BaseAddress = new Uri("http://localhost") };
        var events = new EventStreamClient(http).ReadText("/stream", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());

        await events.DisposeAsync().AsTask().WaitAsync(_limit, TestContext.Current.CancellationToken);
    }
}
