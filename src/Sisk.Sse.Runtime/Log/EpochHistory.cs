namespace Sisk.Sse.Log;

/// <summary>
/// The epochs of a stream's log, oldest first. Each epoch continues where the previous one ended. If an id of an earlier epoch lies
/// after that end, the log has lost its event, and the client cannot resume.
/// </summary>
internal sealed class EpochHistory(params (string Epoch, long After)[] epochs)
{
    internal string Current => epochs[^1].Epoch;

    /// <summary>Formats the id of a position in the current epoch.</summary>
    internal string Format(long sequence) => StreamEventId.Format(Current, sequence);

    /// <inheritdoc cref="StreamEventId.Format(string, long, Span{byte})"/>
    internal int Format(long sequence, Span<byte> id) => StreamEventId.Format(Current, sequence, id);

    /// <summary>Gets the last sequence of an epoch that is part of the log.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="end">The last sequence; <see cref="long.MaxValue"/> for the current epoch.</param>
    /// <returns>True if the epoch is known.</returns>
    internal bool TryGetEnd(ReadOnlySpan<char> epoch, out long end)
    {
        end = long.MaxValue;
        for (var i = epochs.Length - 1; i >= 0; i--)
        {
            if (epoch.SequenceEqual(epochs[i].Epoch))
            {
                return true;
            }

            end = Math.Min(end, epochs[i].After);
        }

        return false;
    }

    /// <summary>Returns true if an epoch is part of the log.</summary>
    internal bool Knows(string epoch) => TryGetEnd(epoch, out _);

    /// <summary>Returns true if a position of an epoch is still part of the log.</summary>
    internal bool Holds(string epoch, long sequence) => TryGetEnd(epoch, out var end) && sequence <= end;

    /// <summary>Gets the sequence of an id. Returns false if the log does not contain the id's event.</summary>
    internal bool TryFind(string? id, out long sequence) =>
        StreamEventId.TryParse(id, out var epoch, out sequence) && TryGetEnd(epoch, out var end) && sequence <= end;
}
