using System.Text;
using Sisk.Sse.Peers;
using Sisk.Sse.Presence;

namespace Sisk.Sse.Tests.Presence;

/// <summary>The sizes of the messages that tell other servers who is there.</summary>
public sealed class PresenceMessageTests
{
    private const int MaxBytes = 100;

    [Theory]
    [InlineData("a key")]
    [InlineData("ein Schlüssel")]
    [InlineData("鍵")]
    public void Changes_are_split_by_bytes_and_keep_their_order(string name)
    {
        List<PresenceKey> changes = [.. Enumerable.Range(0, 200).Select(number => new PresenceKey($"{name} {number}", number % 3 > 0))];

        var messages = PresenceMessage.Changed("stream", changes, MaxBytes, out var tooLong);

        Assert.Equal(0, tooLong);
        Assert.All(messages, static message => Assert.InRange(Encoding.UTF8.GetByteCount(message), 1, MaxBytes));
        Assert.All(messages.SkipLast(1), static message => Assert.InRange(Encoding.UTF8.GetByteCount(message), MaxBytes * 2 / 3, MaxBytes));
        Assert.All(messages, static message => Assert.Equal("stream", PresenceMessage.ReadChanged(message).Stream));
        Assert.Equal(changes, messages.SelectMany(static message => PresenceMessage.ReadChanged(message).Changes));
    }

    [Fact]
    public void Longest_key_that_fits_is_sent_and_a_longer_one_is_left_out()
    {
        var fits = new string('x', MaxBytes - "stream\n+".Length);

        var messages = PresenceMessage.Changed(
            "stream", [new("a", true), new(fits, true), new(fits + "x", true), new("b", true)], MaxBytes, out var tooLong);

        Assert.Equal(1, tooLong);
        Assert.Equal(["stream\n+a", "stream\n+" + fits, "stream\n+b"], messages);
    }

    [Fact]
    public void Large_log_does_not_get_large_messages()
    {
        var key = new string('x', 10_000);
        List<PresenceKey> changes = [.. Enumerable.Range(0, 100).Select(number => new PresenceKey(key + number, true))];

        var messages = PresenceMessage.Changed("stream", changes, int.MaxValue, out _);

        Assert.All(messages, static message => Assert.InRange(message.Length, 1, 64 * 1024));
        Assert.Equal(changes, messages.SelectMany(static message => PresenceMessage.ReadChanged(message).Changes));
    }

    [Fact]
    public void Names_of_many_streams_are_split_and_no_name_is_one_message()
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(static number => $"stream {number}")];

        var messages = PresenceMessage.Streams(names, MaxBytes);

        Assert.All(messages, static message => Assert.InRange(message.Length, 1, MaxBytes));
        Assert.Equal(names, messages.SelectMany(PresenceMessage.ReadStreams));
        Assert.Empty(PresenceMessage.ReadStreams(Assert.Single(PresenceMessage.Streams([], MaxBytes))));
    }
}
