using System.Buffers.Binary;

namespace Sisk.Sse.Benchmarks.Load;

/// <summary>Finds the timestamps in the data of a stream, of which any piece may end within one.</summary>
internal sealed class StampReader
{
    private const int Length = 1 + 20;

    private readonly byte[] _cut = new byte[Length];
    private int _cutLength;

    /// <summary>Counts the events whose timestamps end in a piece of data.</summary>
    internal void Read(ReadOnlySpan<byte> data, long now, LoadCounts counts)
    {
        if (_cutLength > 0)
        {
            var more = Math.Min(Length - _cutLength, data.Length);
            Keep(data[..more]);
            data = data[more..];
            if (_cutLength < Length)
            {
                return;
            }

            counts.Add(Parse(_cut), now);
            _cutLength = 0;
        }

        while (data.IndexOf((byte)'@') is >= 0 and var at)
        {
            data = data[at..];
            if (data.Length < Length)
            {
                Keep(data);
                return;
            }

            counts.Add(Parse(data), now);
            data = data[Length..];
        }
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        part.CopyTo(_cut.AsSpan(_cutLength));
        _cutLength += part.Length;
    }

    private static long Parse(ReadOnlySpan<byte> stamp) =>
        (EightDigits(stamp[1..]) * 1_000_000_000_000) + (EightDigits(stamp[9..]) * 10_000)
        + ((stamp[17] - '0') * 1000) + ((stamp[18] - '0') * 100) + ((stamp[19] - '0') * 10) + (stamp[20] - '0');

    /// <summary>Adds digits, then pairs, then fours, at once: the load generator shares its cores with the server.</summary>
    private static long EightDigits(ReadOnlySpan<byte> text)
    {
        var digits = BinaryPrimitives.ReadUInt64LittleEndian(text) - 0x3030303030303030;
        var pairs = ((digits * 10) + (digits >> 8)) & 0x00FF00FF00FF00FF;
        var fours = ((pairs * 100) + (pairs >> 16)) & 0x0000FFFF0000FFFF;
        return (long)((fours * 10_000) + (fours >> 32)) & 0xFFFFFFFF;
    }
}
