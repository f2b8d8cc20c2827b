namespace Sisk.Sse.Inspection.Servers;

/// <summary>A question whose answers are being collected. Guarded by the lock of <see cref="ServerQuestions"/>.</summary>
internal sealed class PendingQuestion(HashSet<string> missing)
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal List<ServerMessage> Answers { get; } = [];

    /// <summary>Gets the task that completes when all servers that are known have answered.</summary>
    internal Task Complete => _complete.Task;

    internal void Add(ServerMessage answer)
    {
        Answers.Add(answer);
        if (missing.Remove(answer.From) && missing.Count == 0)
        {
            _complete.TrySetResult();
        }
    }
}
