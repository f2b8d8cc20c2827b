using System.Text;
using Sisk.Sse.Presence;

namespace Sisk.Sse.Peers;

/// <summary>The texts of messages about presence: the stream's name, and a line for each key, which begins with '+' or '-'.</summary>
internal static class PresenceMessage
{
    /// <summary>The largest size of a message in bytes. Other messages between servers do not wait long for one of this size.</summary>
    private const int MaxBytes = 64 * 1024;

    private const char Separator = '\n';

    /// <summary>Formats changes as messages, in order.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="maxBytes">The largest size that the log accepts.</param>
    /// <param name="tooLong">The number of keys that are left out, because no message can hold them.</param>
    internal static List<string> Changed(string stream, List<PresenceKey> changes, int maxBytes, out int tooLong) => Split(
        stream + Separator, changes.Select(static each => (each.IsPresent ? "+" : "-") + each.Key), maxBytes, out tooLong);

    /// <summary>Formats the names of streams as messages. There is at least one, which may be empty.</summary>
    /// <param name="streams">The names.</param>
    /// <param name="maxBytes">The largest size that the log accepts.</param>
    internal static List<string> Streams(IEnumerable<string> streams, int maxBytes) =>
        Split(prefix: "", streams, maxBytes, out _) is { Count: > 0 } messages ? messages : [""];

    internal static IEnumerable<string> ReadStreams(string text) => text.Length == 0 ? [] : text.Split(Separator);

    internal static (string Stream, IEnumerable<PresenceKey> Changes) ReadChanged(string text)
    {
        var lines = text.Split(Separator);
        var changes = lines.Skip(1).Where(static line => line.Length > 0).Select(static line => new PresenceKey(line[1..], line[0] == '+'));
        return (lines[0], changes);
    }

    /// <summary>Splits lines into texts of a limited size, each of which begins with a prefix.</summary>
    private static List<string> Split(string prefix, IEnumerable<string> lines, int maxBytes, out int tooLong)
    {
        var room = Math.Min(maxBytes, MaxBytes) - Encoding.UTF8.GetByteCount(prefix);
        var (texts, text, left) = (new List<string>(), new StringBuilder(), 0);
        tooLong = 0;
        foreach (var line in lines)
        {
            var bytes = Encoding.UTF8.GetByteCount(line);
            if (bytes > room)
            {
                tooLong++;
                continue;
            }

            if (text.Length > 0 && bytes < left)
            {
                text.Append(Separator);
                left -= bytes + 1;
            }
            else
            {
                Complete();
                text.Append(prefix);
                left = room - bytes;
            }

            text.Append(line);
        }

        Complete();
        return texts;

        void Complete()
        {
            if (text.Length > 0)
            {
                texts.Add(text.ToString());
                text.Clear();
            }
        }
    }
}
