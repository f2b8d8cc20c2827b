using System.Buffers.Text;
using System.Text;

namespace Sisk.Sse.Redis.Log;

/// <summary>The format of the message that an append publishes: the place of its events and, unless they are large, the events.</summary>
internal static class Notification
{
    /// <summary>Parses <c>previous epoch first count</c>, a line end, and the events.</summary>
    /// <param name="message">The published message.</param>
    /// <param name="current">The expected epoch. Its string is reused if it matches.</param>
    /// <param name="notification">The parsed notification.</param>
    internal static bool TryParse(ReadOnlyMemory<byte> message, string current, out EventLogNotification notification)
    {
        notification = default;
        var end = message.Span.IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        var head = message.Span[..end];
        var previous = NextWord(ref head);
        var epoch = NextWord(ref head);
        if (!Utf8Parser.TryParse(NextWord(ref head), out long first, out _) || !Utf8Parser.TryParse(head, out int count, out _)
            || count < 1)
        {
            return false;
        }

        notification = new EventLogNotification(Text(previous), Text(epoch), first, count, message[(end + 1)..]);
        return true;

        string Text(ReadOnlySpan<byte> word) => Ascii.Equals(word, current) ? current : Encoding.ASCII.GetString(word);
    }

    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> rest)
    {
        var space = rest.IndexOf((byte)' ');
        var word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? default : rest[(space + 1)..];
        return word;
    }
}
