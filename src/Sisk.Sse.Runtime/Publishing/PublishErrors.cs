namespace Sisk.Sse.Publishing;

/// <summary>The mistakes in a request, up to a limit. Further ones are not looked for.</summary>
internal sealed class PublishErrors
{
    private const int Max = 20;

    private readonly List<PublishError> _all = [];

    internal IReadOnlyList<PublishError> All => _all;

    internal int Count => _all.Count;

    /// <summary>Gets the number of mistakes that can be added.</summary>
    internal int Room => Max - _all.Count;

    internal void Add(PublishError error)
    {
        if (Room > 0)
        {
            _all.Add(error);
        }
    }
}
