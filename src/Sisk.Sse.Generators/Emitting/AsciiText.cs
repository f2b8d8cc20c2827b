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

    /// <summary>Returns null if a character is outside ASCII. The framework's encoders work on many characters at a time.</summary>
    public static AsciiText? TryCreate(char[] text, int length)
    {
        if (Encoding.UTF8.GetByteCount(text, 0, length) != length)
        {
            return null;
        }

        var characters = new byte[length];
        Encoding.ASCII.GetBytes(text, 0, length, characters, 0);
        return new AsciiText(characters);
    }

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) =>
        Encoding.ASCII.GetChars(_characters, sourceIndex, count, destination, destinationIndex);
}
