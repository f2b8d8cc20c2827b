using System.Text;
using Microsoft.CodeAnalysis.Text;
using Sisk.Sse.Generators.Emitting;

namespace Sisk.Sse.Generators.Tests.Emitting;

/// <summary>Text kept as bytes is to the compiler what any other text is.</summary>
public sealed class AsciiTextTests
{
    [Fact]
    public void It_reads_like_the_same_text_kept_as_characters()
    {
        const string Text = "class A\n{\n    int b;\n}\n";
        var expected = SourceText.From(Text, Encoding.UTF8);

        var actual = AsciiText.TryCreate(Text.ToCharArray(), Text.Length)!;

        Assert.Equal(Text, actual.ToString());
        Assert.Equal("int b", actual.ToString(new TextSpan(14, 5)));
        Assert.True(expected.ContentEquals(actual));
        Assert.Equal(expected.GetChecksum(), actual.GetChecksum());
        Assert.Equal(expected.Lines.Select(line => line.Span), actual.Lines.Select(line => line.Span));
    }

    [Theory]
    [InlineData("Bestellungen", true)]
    [InlineData("Aufträge", false)]
    [InlineData("\x7f", true)]
    [InlineData("\x80", false)]
    public void Characters_beyond_ASCII_are_left_to_others(string text, bool isAscii) =>
        Assert.Equal(isAscii, AsciiText.TryCreate(text.ToCharArray(), text.Length) is not null);
}
