using System.Text;
using System.Text.RegularExpressions;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>Creates seeded random text with many sequences that could break the format, and the text that a client must receive.</summary>
internal sealed partial class StreamText(int seed)
{
    private static readonly string[] _hostile =
    [
        "\r", "\n", "\r\n", "\n\n", "\r\r", "\n\r", "\r\n\r\n", " ", "  ", "\t", ":", ": ", "\0", "\ufeff", "\u2028", "\u2029", "\u0085", "\v", "\f",
        "data: ", "data", "event: x", "id: 7", "retry: 1", ": comment", "\ndata: forged\n\n", "\revent: forged\rdata: forged\r\r", "\ud800", "\udfff",
        "\udfff\ud800", "\U0001f600", "\U0010ffff", "\uffff", "é", "日本語", "\u001b", "\u007f", "{\"a\":1}",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Creates arbitrary text.</summary>
    internal string Any()
    {
        var text = new StringBuilder();
        for (var left = _random.Next(12); left > 0; left--)
        {
            _ = _random.Next(3) switch
            {
                0 => text.Append(_hostile[_random.Next(_hostile.Length)]),
                1 => text.Append((char)_random.Next(char.MaxValue + 1)),
                _ => text.Append((char)_random.Next(' ', '\u007f')),
            };
        }

        return text.ToString();
    }

    internal bool Chance() => _random.Next(2) == 0;

    internal int Below(int bound) => _random.Next(bound);

    /// <summary>Replaces line ends with LF and lone surrogates with U+FFFD.</summary>
    internal static string AsData(string text) => LineEnd().Replace(AsField(text), "\n");

    /// <summary>Replaces lone surrogates with U+FFFD.</summary>
    internal static string AsField(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex LineEnd();
}
