namespace Sisk.Sse.Testing.Logs;

/// <summary>One run in memory.</summary>
internal sealed class MemoryRun(string header)
{
    private readonly List<(long Position, ReadOnlyMemory<byte> Event)> _events = [];
    private string? _end;
    private long _last;

    internal DateTimeOffset AliveUntil { get; set; }

    internal DateTimeOffset Expires { get; set; } = DateTimeOffset.MaxValue;

    internal long Seen { get; set; }

    internal DateTimeOffset SeenUntil { get; set; }

    internal bool IsStopped { get; set; }

    internal void Add(RunStoreWrite write)
    {
        if (write.First > _last + 1)
        {
            _events.Clear();
            _last = write.First - 1;
        }

        for (var i = 0; i < write.Events.Count; i++)
        {
            if (write.First + i > _last)
            {
                _last = write.First + i;
                byte[] copy = [.. write.Events[i].Span];
                _events.Add((_last, copy));
            }
        }

        _events.RemoveAll(item => item.Position <= _last - write.MaxEvents || item.Position < write.OldestNeeded);
        _end = write.End ?? _end;
    }

    internal RunStorePage Read(long after, int maxEvents, int maxBytes, DateTimeOffset now)
    {
        var bytes = 0L;
        (long Position, ReadOnlyMemory<byte> Event)[] page =
        [
            .. _events.Where(item => item.Position > after).Take(maxEvents)
                .TakeWhile((item, i) => (bytes += item.Event.Length) <= maxBytes || i == 0),
        ];
        return new RunStorePage
        {
            Header = header,
            Last = _last,
            End = _end,
            IsAlive = AliveUntil > now,
            First = page.Length == 0 ? 0 : page[0].Position,
            Events = Array.ConvertAll(page, static item => item.Event),
        };
    }
}
