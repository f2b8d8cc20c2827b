using System.Globalization;

namespace Sisk.Sse.PostgreSql.Log;

/// <summary>
/// The format of the message that an append publishes: <c>previous epoch first count events</c>, with the events in base64.
/// </summary>
internal static class Notification
{
    /// <summary>The largest batch whose message is below the limit of PostgreSQL, 8,000 bytes.</summary>
    internal const int MaxEventBytes = 5_700;

    private const int Words = 5;

    internal static bool TryParse(string message, out EventLogNotification notification)
    {
        notification = default;
        Span<Range> words = stackalloc Range[Words + 1];
        if (message.AsSpan().Split(words, ' ') != Words
            || !long.TryParse(message.AsSpan(words[2]), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(message.AsSpan(words[3]), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !TryDecode(message.AsSpan(words[4]), out var events))
        {
            return false;
        }

        notification = new EventLogNotification(message[words[0]], message[words[1]], first, count, events);
        return count > 0;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, out byte[] events)
    {
        // PostgreSQL breaks the lines of base64, which the decoder skips.
        var buffer = new byte[text.Length];
        var isValid = Convert.TryFromBase64Chars(text, buffer, out var length);
        events = buffer[..length];
        return isValid;
    }
}
