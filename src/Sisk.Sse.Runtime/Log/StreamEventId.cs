using System.Security.Cryptography;
using System.Text;

namespace Sisk.Sse.Log;

/// <summary>
/// The id of a broadcast event: the epoch of the log that it stands in, and its place there. Short, of <c>[0-9a-z-]</c>
/// only, so that a cross-origin reconnect needs no preflight.
/// </summary>
internal static class StreamEventId
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int EpochLength = 10;
    private const int MaxSequenceLength = 13;

    /// <summary>The length of the longest id of a broadcast event.</summary>
    internal const int MaxLength = EpochLength + 1 + MaxSequenceLength;

    /// <summary>The last event id of a client that is not to come back: its return is answered with 204. No event of an application has it.</summary>
    internal const string End = "sisk-sse-end";

    /// <summary>Refuses an application's id that would end its stream for good.</summary>
    /// <exception cref="ArgumentException">It is <see cref="End"/>.</exception>
    internal static string? NotReserved(string? id, string parameter) =>
        id != End
            ? id
            : throw new ArgumentException(
                $"The event id '{End}' is reserved: a client that returns with it is answered with 204 and stays away. "
                + "Use another id; to end a stream for good, call EndForGood().", parameter);

    internal static string NewEpoch() => RandomNumberGenerator.GetString(Digits, EpochLength);

    internal static string Format(string epoch, long sequence)
    {
        Span<byte> id = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(id[..Format(epoch, sequence, id)]);
    }

    /// <summary>Writes an id, and says how long it is.</summary>
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

    /// <summary>False for what is no id of a broadcast event; its length bounds the work.</summary>
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
