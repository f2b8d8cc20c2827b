using Sisk.Sse.Client.Tests.Faults;
using Sisk.Sse.Client.Tests.Server;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>Answers that survive the cuts of their client.</summary>
public sealed class ResumableTests
{
    [Fact]
    public async Task Answer_arrives_once_and_in_order_over_many_cuts_and_is_generated_once()
    {
        const int Cuts = 21;
        const int Numbers = 1500;

        // More numbers than arrive before the first cut, and fewer than before the first cuts of all.
        const int FirstNumbers = 60;
        const int FirstCuts = 12;
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await ServerApp.StartAsync();
        Fault[] faults = [.. Enumerable.Repeat(Fault.CleanEnd, FirstCuts), .. FaultyProxy.Mixed(Cuts, CountingRun.Seed)];
        await using var proxy = new FaultyProxy(server.Address, faults, CountingRun.Seed, (700, 4_000));
        using var http = new HttpClient { BaseAddress = proxy.Address };

        // A client that loses its connection before it has the id of the answer cannot resume, so the first one is patient.
        var (next, id) = (1, (string?)null);
        await foreach (var item in new OwnStreams(http).Answers.CountAsync(new Question($"{Numbers}", Level.High), cancellationToken: cancellationToken).Items())
        {
            Assert.Equal(new Number(next++, Level.High), item.Data);
            id = item.EventId;
            if (next > FirstNumbers)
            {
                break;
            }
        }

        var streams = new OwnStreams(http, new() { Retry = TimeSpan.FromMilliseconds(1), MaxRetry = TimeSpan.FromMilliseconds(20), PingInterval = TimeSpan.FromMilliseconds(150) });
        await foreach (var number in streams.Answers.CountAsync(
            new Question("", Level.High), new() { LastEventId = id }, cancellationToken))
        {
            Assert.Equal(new Number(next++, Level.High), number);
        }

        Assert.Equal(Numbers + 1, next);
        Assert.Single(server.Runs.List());
        Assert.True(proxy.Requests > Cuts, $"{proxy.Requests} requests");
    }

    [Fact]
    public async Task Client_with_the_id_of_an_event_continues_after_it()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var streams = new OwnStreams(http);
        string? id = null;
        await foreach (var item in streams.Answers.CountAsync(new Question("10", Level.Low), cancellationToken: TestContext.Current.CancellationToken).Items())
        {
            id = item.EventId;
            if (item.Data.Value == 4)
            {
                break;
            }
        }

        var rest = await streams.Answers.CountAsync(
            new Question("", Level.Low), new() { LastEventId = id }, TestContext.Current.CancellationToken)
            .Select(number => number.Value).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([5, 6, 7, 8, 9, 10], rest);
        Assert.Single(server.Runs.List());
    }

    [Fact]
    public async Task Stopped_answer_ends_without_an_error()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.Equal([1], await new OwnStreams(http).Answers.StopAsync(cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Question_to_a_server_that_is_full_is_asked_again()
    {
        await using var server = await ServerApp.StartFullAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        void MakeRoom(EventStreamState state)
        {
            if (state is EventStreamState.Waiting)
            {
                server.Sources.DropAll();
            }
        }

        var numbers = await new OwnStreams(http, Subscriber.Fast).Answers
            .CountAsync(new Question("2", Level.Low), new() { StateChanged = MakeRoom }, TestContext.Current.CancellationToken)
            .Select(static number => number.Value).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], numbers);
        Assert.Single(server.Runs.List());
    }

    [Fact]
    public async Task Interrupted_answer_ends_with_an_error_that_says_so()
    {
        await using var server = await ServerApp.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        await using var answer = new OwnStreams(http).Answers.InterruptAsync(cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await answer.MoveNextAsync());

        var exception = await Assert.ThrowsAsync<EventStreamException>(async () => await answer.MoveNextAsync());

        Assert.True(exception.IsInterrupted);
    }
}
