using System.Runtime.InteropServices;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <summary>Counts the events that overflow policies have dropped, by their names. Not thread-safe.</summary>
internal sealed class DropCounts
{
    private readonly Dictionary<(string? EventName, Overflow Policy), int> _counts = [];

    /// <summary>Counts a dropped frame if it is an event.</summary>
    internal void Add(Frame frame, Overflow policy)
    {
        if (frame.IsEvent)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, (frame.EventName, policy), out _)++;
        }
    }

    public Dictionary<(string? EventName, Overflow Policy), int>.Enumerator GetEnumerator() => _counts.GetEnumerator();

    internal void Clear() => _counts.Clear();
}
