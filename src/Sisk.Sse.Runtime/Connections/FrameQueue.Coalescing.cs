using Sisk.Sse.Wire;

namespace Sisk.Sse.Connections;

/// <content>Replaces queued events, for <see cref="Overflow.Coalesce"/>.</content>
internal partial struct FrameQueue
{
    /// <summary>The number by which replaced frames may exceed the other frames before the queue is rebuilt.</summary>
    private const int MaxExcessReplaced = 64;

    /// <summary>Removes the event with the same name and key. There is at most one, since each event replaces its predecessor.</summary>
    private void Replace(Frame frame, CoalescingIndex index, ref DropCounts? drops)
    {
        if (!frame.IsEvent || index.Replace(frame) is not { } replaced)
        {
            return;
        }

        CountDrop(replaced, ref drops);
        _bytes -= replaced.Length;
        DropReplaced(index);
        if (index.ReplacedCount > Count + MaxExcessReplaced)
        {
            for (var left = _frames.Count; left > 0; left--)
            {
                var next = _frames.Take();
                if (!index.RemoveReplaced(next))
                {
                    // The frame is still in the index, so AddAlways only moves it to the end of the queue.
                    _bytes -= next.Length;
                    AddAlways(next);
                }
            }
        }
    }

    /// <summary>Removes replaced frames from the front, so that the first frame is always one to send.</summary>
    private void DropReplaced(CoalescingIndex index)
    {
        while (_frames.Count > 0 && index.RemoveReplaced(_frames.First))
        {
            _ = _frames.Take();
        }
    }
}
