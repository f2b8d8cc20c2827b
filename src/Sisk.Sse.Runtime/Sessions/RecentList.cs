namespace Sisk.Sse.Sessions;

/// <summary>The last items that were added, each at the cost of one reference. Thread-safe.</summary>
/// <param name="capacity">The number of items that are kept.</param>
internal sealed class RecentList<T>(int capacity)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly T[] _items = new T[capacity];
    private long _added;

    internal void Add(T item)
    {
        lock (_gate)
        {
            _items[_added++ % capacity] = item;
        }
    }

    /// <summary>Gets the items after a position, oldest first.</summary>
    /// <param name="position">The position, 0 for the beginning. It becomes the current one.</param>
    internal T[] GetAfter(ref long position)
    {
        lock (_gate)
        {
            var first = Math.Clamp(position, Math.Max(0, _added - capacity), _added);
            var items = new T[_added - first];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = _items[(first + i) % capacity];
            }

            position = _added;
            return items;
        }
    }
}
