using System.Text;
using Sisk.Sse.Client.Connecting;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The last event ID of a stream's bytes, wherever they are split.</summary>
public sealed class LastEventIdTests
{
    [Theory]
    [InlineData("id: 1\ndata: a\n\n", "1")]
    [InlineData("id:1\r\rid: 2\r\n", "1")]
    [InlineData("id: 1\r\n\r\nid: 2\r\n\r\n", "2")]
    [InlineData("id: 1\n\nid\n\n", "")]
    [InlineData("id: 1\n\nid:\n\n", "")]
    [InlineData("id:  1\n\n", " 1")]
    [InlineData("id: 1\n\nid: 2\0\n\n", "1")]
    [InlineData("\ufeffid: 1\n\n", "1")]
    [InlineData("\n\ufeffid: 1\n\n", "0")]
    [InlineData("ids: 1\n id: 1\nID: 1\n: id: 1\n\n", "0")]
    [InlineData("id: é日本\n\n", "é日本")]
    [InlineData("id: 1\nid: 2\n\n", "2")]
    [InlineData("data: a\r\rid: 3\n", "0")]
    public void It_is_that_of_the_last_complete_block(string stream, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        foreach (var size in Enumerable.Range(1, bytes.Length))
        {
            var tracker = new LastEventIdTracker("0");
            foreach (var part in bytes.Chunk(size))
            {
                tracker.Observe(part);
            }

            // A CR at the end of a stream ends its line.
            tracker.Observe([]);
            Assert.Equal(expected, tracker.LastEventId);
        }
    }

    [Theory]
    [InlineData("id: 1\r\n\r\nid: 2\r\n\r", "1")]
    [InlineData("id: 1\r\rid: 2\r\r", "1")]
    public void It_is_taken_after_a_CR_when_the_next_byte_has_come(string stream, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        foreach (var size in Enumerable.Range(1, bytes.Length))
        {
            var tracker = new LastEventIdTracker("0");
            foreach (var part in bytes.Chunk(size))
            {
                tracker.Observe(part);
            }

            Assert.Equal(expected, tracker.LastEventId);
            tracker.Observe(":"u8);
            Assert.Equal("2", tracker.LastEventId);
        }
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(IdText.MaxLineLength - 4)]
    public void Long_ids_are_kept_whole(int length)
    {
        var id = new string('1', length);

        Assert.All([1, 7, 4096, int.MaxValue], size =>
        {
            Assert.Equal(id, LastEventId($"\ufeffid: {id}\n\n", size));
            Assert.Equal(id, LastEventId($"data: a\n\nid: {id}\r\n\r\n", size));
            Assert.Equal(id, LastEventId($"data: a\n\nid: {id}\n\ndata: b\n\n", size));
        });
    }

    [Fact]
    public void Ids_that_are_too_long_are_not_taken()
    {
        var id = new string('1', IdText.MaxLineLength - 3);

        Assert.All([1, 7, 4096, int.MaxValue], size =>
        {
            Assert.Equal("0", LastEventId($"\ufeffid: {id}\n\n", size));
            Assert.Equal("2", LastEventId($"id: 2\n\nid: {id}\n\n", size));
            Assert.Equal("2", LastEventId($"id: 2\r\n\r\nid: {id}\r\n\r\n", size));
            Assert.Equal("3", LastEventId($"id: {id}\n\nid: 3\n\n", size));
        });
    }

    private static string LastEventId(string stream, int size)
    {
        var tracker = new LastEventIdTracker("0");
        foreach (var part in Encoding.UTF8.GetBytes(stream).Chunk(size))
        {
            tracker.Observe(part);
        }

        tracker.Observe([]);
        return tracker.LastEventId;
    }
}
