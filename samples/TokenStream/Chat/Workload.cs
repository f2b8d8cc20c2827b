namespace TokenStream.Chat;

/// <summary>Counts the answers being written, and tells every page at each change.</summary>
public sealed class Workload(ChatStreamsBroadcaster pages)
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The counts as they are.</summary>
    public Work Current { get; private set; } = new(0, 0, 0);

    /// <summary>Counts an answer until the result is disposed.</summary>
    public async ValueTask<Answer> BeginAsync()
    {
        await ChangeAsync(work => work with { Running = work.Running + 1 });
        return new Answer(this);
    }

    /// <summary>One at a time, so that pages hear of the changes in their order.</summary>
    private async ValueTask ChangeAsync(Func<Work, Work> change)
    {
        await _gate.WaitAsync();
        try
        {
            Current = change(Current);
            await pages.BroadcastWorkAsync(Current);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>An answer that is being written.</summary>
    public sealed class Answer : IAsyncDisposable
    {
        private readonly Workload _workload;
        private bool _finished;

        internal Answer(Workload workload) => _workload = workload;

        /// <summary>It was written to its end.</summary>
        public void Finish() => _finished = true;

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => _workload.ChangeAsync(work => new Work(
            work.Running - 1, work.Finished + (_finished ? 1 : 0), work.Stopped + (_finished ? 0 : 1)));
    }
}
