namespace Sisk.Sse.Tests.Resume;

/// <summary>A stream whose method takes as long as a test wants.</summary>
[RoutePrefix("/held")]
public sealed class HeldEvents(Hold hold)
{
    [RouteGet("/{room}")]
    public async Task<EventStream<string>> Watch(string room)
    {
        var snapshot = $"snapshot of {room}";
        hold.Began.SetResult();
        await hold.End.Task;
        return new() { First = [snapshot] };
    }
}

/// <summary>Tells that the method began, and when it may end.</summary>
public sealed class Hold
{
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
