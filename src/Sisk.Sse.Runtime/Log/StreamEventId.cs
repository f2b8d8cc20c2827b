using System.Security.Cryptography;
using System.Text;

namespace Sisk.Sse.Log;

/// <summary>
/// Formats and parses the ids of broadcast events: the epoch of the log and the position in it. An id is short and contains only
/// <c>[0-9a-z-]</c>, so a cross-origin reconnect needs no preflight.
/// </summary>
internal static class StreamEventId
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int EpochLength = 10;
    private const int MaxSequenceLength = 13;

    /// <summary>The length of the longest id of a broadcast event.</summary>
    internal const int MaxLength = EpochLength + 1 + MaxSequenceLength;

    /// <summary>
    /// The reserved id that ends a stream permanently. A client that returns with it as its last event ID is answered with 204.
    /// </summary>
    internal const string End = "sisk-sse-end";

    /// <summary>Rejects the reserved id, which would end the application's stream permanently.</summary>
    /// <exception cref="ArgumentException">The id is <see cref="End"/>.</exception>
    internal static string? EnsureNotReserved(string? id, string parameter) =>
        id != End
            ? id
            : throw new ArgumentException(
                $"The event id '{End}' is reserved for ending a stream permanently. "
                + "Use another id, or call Close(CloseMode.Permanent) to end the stream.", parameter);

    internal static string NewEpoch() => RandomNumberGenerator.GetString(Digits, EpochLength);

    internal static string Format(string epoch, long sequence)
    {
        Span<byte> id = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(id[..Format(epoch, sequence, id)]);
    }

    /// <summary>Formats an id.</summary>
    /// <param name="epoch">The epoch of the log.</param>
    /// <param name="sequence">The position in the log.</param>
    /// <param name="id">The buffer for the id, of at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The length of the id in bytes.</returns>
    internal static int Format(string epoch, long sequence, Span<byte> id)
    {
        Span<byte> digits = stackalloc byte[MaxSequenceLength];
        var start = digits.Length;
        do
        {
            digits[--start] = (byte)Digits[(int)(sequence % Digits.Length)];
            sequence /= Digits.Length;
        }
        while (sequence > 0);

        var length = Encoding.ASCII.GetBytes(epoch, id);
        id[length++] = (byte)'-';
        digits[start..].CopyTo(id[length..]);
        return length + digits.Length - start;
    }

    /// <summary>Parses an id. Returns false if it is not the id of a broadcast event.</summary>
    internal static bool TryParse(string? id, out ReadOnlySpan<char> epoch, out long sequence)
    {
        epoch = default;
        sequence = 0;
        if (id is null || id.Length <= EpochLength + 1 || id.Length >= EpochLength + 1 + MaxSequenceLength || id[EpochLength] != '-')
        {
            return false;
        }

        epoch = id.AsSpan(0, EpochLength);
        foreach (var character in id.AsSpan(EpochLength + 1))
        {
            var digit = Digits.IndexOf(character);
            if (digit < 0)
            {
                return false;
            }

            sequence = (sequence * Digits.Length) + digit;
        }

        return true;
    }
}
