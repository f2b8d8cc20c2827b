namespace Sisk.Sse.Tests.Topics;

/// <summary>A stream whose method returns when the test says so.</summary>
[RoutePrefix("/held")]
public sealed class HeldEvents(Hold hold)
{
    [RouteGet("/{room}")]
    public async Task<EventStream<string>> Watch(string room, CancellationToken ct)
    {
        var snapshot = $"snapshot of {room}";
        hold.Began.SetResult();
        try
        {
            await hold.End.Task.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            hold.Canceled.SetResult();
            throw;
        }

        return new() { First = [snapshot] };
    }
}

/// <summary>Signals of the method, and the signal that lets it return.</summary>
public sealed class Hold
{
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Canceled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
