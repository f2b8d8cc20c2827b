namespace LiveBoard.Load;

/// <summary>The last minutes' samples, oldest first: what a new page shows at once.</summary>
internal sealed class LoadHistory
{
    public const int Seconds = 300;

    private readonly Lock _lock = new();
    private readonly Queue<LoadSample> _samples = new(Seconds);

    public void Add(LoadSample sample)
    {
        lock (_lock)
        {
            if (_samples.Count == Seconds)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(sample);
        }
    }

    public LoadSample[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _samples];
        }
    }
}
