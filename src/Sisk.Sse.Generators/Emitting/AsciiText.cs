using System;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Sisk.Sse.Generators.Emitting;

/// <summary>
/// A text of ASCII characters alone, as nearly every generated file is: a byte for each instead of two. The text is most of what a run
/// allocates, and is kept as long as the project is open.
/// </summary>
internal sealed class AsciiText : SourceText
{
    private readonly byte[] _characters;

    private AsciiText(byte[] characters) => _characters = characters;

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => _characters.Length;

    public override char this[int position] => (char)_characters[position];

    /// <summary>Null where a character is none of ASCII's.</summary>
    public static AsciiText? TryCreate(ReadOnlySpan<char> text)
    {
        var characters = new byte[text.Length];
        for (var i = 0; i < characters.Length; i++)
        {
            if (text[i] > '\x7f')
            {
                return null;
            }

            characters[i] = (byte)text[i];
        }

        return new AsciiText(characters);
    }

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        var source = _characters.AsSpan(sourceIndex, count);
        var target = destination.AsSpan(destinationIndex, count);
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = (char)source[i];
        }
    }
}
