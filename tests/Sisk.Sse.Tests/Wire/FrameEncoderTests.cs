using System.Globalization;
using System.Text;
using Sisk.Sse.Log;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Wire;

/// <summary>The exact bytes of encoded frames.</summary>
public sealed class FrameEncoderTests
{
    [Theory]
    [InlineData("one\ntwo", "data: one\ndata: two\n\n")]
    [InlineData("one\rtwo", "data: one\ndata: two\n\n")]
    [InlineData("one\r\ntwo", "data: one\ndata: two\n\n")]
    [InlineData("\r\n\r", "data: \ndata: \ndata: \n\n")]
    [InlineData("\n\r", "data: \ndata: \ndata: \n\n")]
    [InlineData("\ndata: forged\n\nid: 1", "data: \ndata: data: forged\ndata: \ndata: id: 1\n\n")]
    [Trait("Conformance", "E1")]
    public void Data_is_split_into_lines_at_CR_LF_and_CRLF(string data, string expected) => Assert.Equal(expected, Event(data));

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("\r\n")]
    [Trait("Conformance", "E2")]
    public void Line_break_in_a_name_id_or_comment_throws(string text)
    {
        Assert.Throws<ArgumentException>("eventName", () => FrameEncoder.Event("", text, null));
        Assert.Throws<ArgumentException>("id", () => FrameEncoder.Event("", null, text));
        Assert.Throws<ArgumentException>("id", () => FrameEncoder.Id(text));
        Assert.Throws<ArgumentException>("text", () => FrameEncoder.Comment(text));
    }

    [Fact]
    [Trait("Conformance", "E2")]
    public void NUL_in_an_id_throws() =>
        Assert.Throws<ArgumentException>("id", () => FrameEncoder.Event("", null, "a\0b"));

    [Fact]
    [Trait("Conformance", "E3")]
    public void Leading_space_of_a_value_is_preserved() =>
        Assert.Equal("id:  i\nevent:  n\ndata:  d\n\n", Event(" d", " n", " i"));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [Trait("Conformance", "E4")]
    public void Empty_data_is_written_as_an_empty_data_line(string? data) => Assert.Equal("data: \n\n", Event(data));

    [Theory]
    [InlineData(0, "retry: 0\n\n")]
    [InlineData(1234.9, "retry: 1234\n\n")]
    [InlineData(86_400_000, "retry: 86400000\n\n")]
    [Trait("Conformance", "E5")]
    public void Retry_is_written_as_digits_in_any_culture(double milliseconds, string expected)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "x", NumberGroupSeparator = "." } };
        try
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(FrameEncoder.Retry(TimeSpan.FromMilliseconds(milliseconds)).Bytes));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    [Trait("Conformance", "E5")]
    public void Negative_retry_throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameEncoder.Retry(TimeSpan.FromMilliseconds(-1)));

    [Theory]
    [InlineData("\ud800")]
    [InlineData("\udfff")]
    [InlineData("\udc00\ud800")]
    [Trait("Conformance", "E6")]
    public void Lone_surrogates_are_replaced_with_U_FFFD(string text)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        var bytes = FrameEncoder.Event(text, text, text).Bytes;

        var replaced = new string('\ufffd', text.Length);
        Assert.Equal($"id: {replaced}\nevent: {replaced}\ndata: {replaced}\n\n", strict.GetString(bytes));
    }

    [Fact]
    [Trait("Conformance", "E7")]
    public void Ping_is_a_comment() => Assert.Equal(":\n\n"u8, FrameEncoder.Ping.Bytes);

    [Fact]
    public void Id_alone_is_written_without_data() => Assert.Equal("id: x-1\n\n"u8, FrameEncoder.Id("x-1").Bytes);

    [Fact]
    public void Retry_is_capped_at_the_largest_32_bit_integer() =>
        Assert.Equal("retry: 2147483647\n\n", Encoding.UTF8.GetString(FrameEncoder.Retry(TimeSpan.MaxValue).Bytes));

    [Theory]
    [InlineData(1, 36)]
    [InlineData(35, 2)]
    [InlineData(36 * 36, 35)]
    [InlineData(35, 1_679_616)]
    public void Frame_is_rebuilt_when_its_id_has_another_length(long guess, long real)
    {
        var (before, id) = (Format(guess), Format(real));
        var expected = FrameEncoder.Broadcast("two\nlines"u8, "news", id, "a/b");

        var frame = FrameEncoder.Broadcast("two\nlines"u8, "news", before, "a/b").WithId(id);

        Assert.Equal(Encoding.UTF8.GetString(expected.Chunk), Encoding.UTF8.GetString(frame.Chunk));
        Assert.Equal(Encoding.UTF8.GetString(expected.Bytes), Encoding.UTF8.GetString(frame.Bytes));
        Assert.Equal((true, "news", "a/b"), (frame.IsEvent, frame.EventName, frame.Key));

        static byte[] Format(long sequence) => Encoding.ASCII.GetBytes(StreamEventId.Format("abcdefghij", sequence));
    }

    private static string Event(string? data, string? name = null, string? id = null) =>
        Encoding.UTF8.GetString(FrameEncoder.Event(data, name, id).Bytes);
}
