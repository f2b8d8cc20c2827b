using System.Security.Cryptography;

namespace Sisk.Sse.Broadcasting;

/// <summary>
/// The id of a broadcast event: the epoch of the log that it stands in, and its place there. Short, of <c>[0-9a-z-]</c>
/// only, so that a cross-origin reconnect needs no preflight.
/// </summary>
internal static class EventId
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int EpochLength = 10;
    private const int MaxSequenceLength = 13;

    /// <summary>The last event id of a client that is not to come back: its return is answered with 204. No event has it.</summary>
    internal const string End = "end";

    internal static string NewEpoch() => RandomNumberGenerator.GetString(Digits, EpochLength);

    internal static string Format(string epoch, long sequence)
    {
        Span<char> digits = stackalloc char[MaxSequenceLength];
        var start = digits.Length;
        do
        {
            digits[--start] = Digits[(int)(sequence % Digits.Length)];
            sequence /= Digits.Length;
        }
        while (sequence > 0);
        return string.Concat(epoch, "-", digits[start..]);
    }

    /// <summary>False for an id that is not of this epoch or is no id at all; its length bounds the work.</summary>
    internal static bool TryParse(string? id, string epoch, out long sequence)
    {
        sequence = 0;
        if (id is null || id.Length <= EpochLength + 1 || id.Length >= EpochLength + 1 + MaxSequenceLength
            || !id.StartsWith(epoch, StringComparison.Ordinal) || id[EpochLength] != '-')
        {
            return false;
        }

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
