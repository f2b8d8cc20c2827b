using Sisk.Sse.Presence;

namespace Sisk.Sse.Peers;

/// <summary>The text of messages about presence: the stream's name, and a line for each key, which begins with '+' or '-'.</summary>
internal static class PresenceMessage
{
    /// <summary>The number of keys in one message.</summary>
    private const int MaxKeys = 500;

    private const char Separator = '\n';

    internal static IEnumerable<string> Changed(string stream, List<PresenceKey> changes) =>
        changes.Chunk(MaxKeys).Select(some => stream + Separator + string.Join(Separator, some.Select(static each => (each.IsPresent ? "+" : "-") + each.Key)));

    internal static string Streams(IEnumerable<string> streams) => string.Join(Separator, streams);

    internal static IEnumerable<string> ReadStreams(string text) => text.Length == 0 ? [] : text.Split(Separator);

    internal static (string Stream, IEnumerable<PresenceKey> Changes) ReadChanged(string text)
    {
        var lines = text.Split(Separator);
        return (lines[0], lines.Skip(1).Where(static line => line.Length > 0).Select(static line => new PresenceKey(line[1..], line[0] == '+')));
    }
}
