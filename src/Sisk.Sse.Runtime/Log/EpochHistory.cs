namespace Sisk.Sse.Log;

/// <summary>
/// The epochs of a stream's log, oldest first. Each goes on where the one before it ended. An id of an earlier epoch that
/// lies behind that end is of an event that the log has lost: whoever has it cannot resume.
/// </summary>
internal sealed class EpochHistory(params (string Epoch, long After)[] epochs)
{
    internal string Current => epochs[^1].Epoch;

    /// <summary>The id of a place in the log as it is now.</summary>
    internal string Format(long sequence) => StreamEventId.Format(Current, sequence);

    /// <inheritdoc cref="StreamEventId.Format(string, long, Span{byte})"/>
    internal int Format(long sequence, Span<byte> id) => StreamEventId.Format(Current, sequence, id);

    /// <summary>Whether an epoch is known, and up to which sequence the log still holds what it held then.</summary>
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

    /// <summary>Whether this log holds what it held at a place.</summary>
    internal bool Holds(string epoch, long sequence) => TryGetEnd(epoch, out var end) && sequence <= end;

    /// <summary>The sequence that an id stands for; false when this log does not hold the event that once had it.</summary>
    internal bool TryFind(string? id, out long sequence) =>
        StreamEventId.TryParse(id, out var epoch, out sequence) && TryGetEnd(epoch, out var end) && sequence <= end;
}
