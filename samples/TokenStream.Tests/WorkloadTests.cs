using TokenStream.Chat;

namespace TokenStream.Tests;

/// <summary>A service that broadcasts, tested without a server.</summary>
public sealed class WorkloadTests : IDisposable
{
    private readonly TestEventStreams _streams = new();
    private readonly Workload _workload;

    public WorkloadTests() => _workload = new Workload(_streams.Broadcaster<ChatStreamsBroadcaster>());

    public void Dispose() => _streams.Dispose();

    [Fact]
    public async Task Finished_answer_is_counted_and_told_at_each_change()
    {
        await using (var answer = await _workload.BeginAsync())
        {
            answer.Finish();
        }

        Assert.Equal([new Work(1, 0, 0), new Work(0, 1, 0)], _streams.Sent.Select(sent => sent.Payload));
    }

    [Fact]
    public async Task Answer_that_is_not_finished_counts_as_stopped()
    {
        await (await _workload.BeginAsync()).DisposeAsync();

        Assert.Equal(new Work(0, 0, 1), _streams.Sent[^1].Payload);
    }
}
