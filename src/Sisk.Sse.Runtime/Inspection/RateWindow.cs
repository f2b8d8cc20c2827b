namespace Sisk.Sse.Inspection;

/// <summary>The growth of a total per second, averaged over the last seconds. Not thread-safe.</summary>
internal sealed class RateWindow
{
    private const int Samples = 5;

    private readonly Queue<(double At, long Total)> _samples = new();

    /// <summary>Adds a sample.</summary>
    /// <param name="at">The time in seconds.</param>
    /// <param name="total">The total at that time.</param>
    /// <returns>The growth per second since the oldest sample; 0 for the first.</returns>
    internal double Add(double at, long total)
    {
        _samples.Enqueue((at, total));
        if (_samples.Count > Samples)
        {
            _samples.Dequeue();
        }

        var (began, before) = _samples.Peek();
        return at > began ? (total - before) / (at - began) : 0;
    }
}
