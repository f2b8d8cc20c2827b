using System.Buffers;
using Sisk.Sse.Tests.Conformance.Parsers;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>An encoded stream of random events, comments, retries and ids, and the events that a client must receive.</summary>
internal sealed class RandomStream
{
    private readonly StreamText _text;
    private readonly List<ParsedEvent> _events = [];
    private readonly List<ParsedEvent> _eventsWithOwnIds = [];
    private string _lastId = "";

    private RandomStream(int seed) => _text = new StreamText(seed);

    /// <summary>Gets the events that a parser must dispatch.</summary>
    internal IReadOnlyList<ParsedEvent> Events => _events;

    /// <summary>Gets the same events, each with only the id of its own block.</summary>
    internal IReadOnlyList<ParsedEvent> EventsWithOwnIds => _eventsWithOwnIds;

    /// <summary>Gets the last retry time in milliseconds.</summary>
    internal double? Retry { get; private set; }

    /// <summary>Gets the bytes in reads of random size.</summary>
    internal IReadOnlyList<byte[]> Reads { get; private set; } = [];

    internal static RandomStream Create(int seed, int count)
    {
        var stream = new RandomStream(seed);
        var bytes = new ArrayBufferWriter<byte>();
        while (stream._events.Count < count)
        {
            try
            {
                bytes.Write(stream.Emit().Bytes);
            }
            catch (ArgumentException)
            {
                // The encoder refused the text, so the stream must not contain any of it.
            }
        }

        stream.Reads = stream.Cut(bytes.WrittenSpan.ToArray());
        return stream;
    }

    private Frame Emit()
    {
        switch (_text.Below(6))
        {
            case 0:
                return FrameEncoder.Comment(_text.Any());
            case 1:
                var bare = _text.Any();
                var block = FrameEncoder.Id(bare);
                _lastId = StreamText.AsField(bare);
                return block;
            case 2:
                var delay = _text.Below(int.MaxValue);
                Retry = delay;
                return FrameEncoder.Retry(TimeSpan.FromMilliseconds(delay));
            default:
                return EmitEvent(_text.Any(), _text.Chance() ? _text.Any() : null, _text.Chance() ? _text.Any() : null);
        }
    }

    private Frame EmitEvent(string data, string? name, string? id)
    {
        var frame = FrameEncoder.Event(data, name, id);
        var type = string.IsNullOrEmpty(name) ? "message" : StreamText.AsField(name);
        var ownId = id is null ? null : StreamText.AsField(id);
        _lastId = ownId ?? _lastId;
        _events.Add(new ParsedEvent(type, StreamText.AsData(data), _lastId));
        _eventsWithOwnIds.Add(new ParsedEvent(type, StreamText.AsData(data), ownId));
        return frame;
    }

    private List<byte[]> Cut(byte[] bytes)
    {
        var reads = new List<byte[]>();
        for (var start = 0; start < bytes.Length;)
        {
            var end = Math.Min(bytes.Length, start + 1 + _text.Below(200));
            reads.Add(bytes[start..end]);
            start = end;
        }

        return reads;
    }
}
