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

            Assert.Equal(expected, tracker.LastEventId);
        }
    }
}
