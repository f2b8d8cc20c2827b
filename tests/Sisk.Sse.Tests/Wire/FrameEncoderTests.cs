using System.Globalization;
using System.Text;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Conformance;

/// <summary>The rows E1 to E7 of the conformance table, byte by byte.</summary>
public sealed class EmitterTests
{
    [Theory]
    [InlineData("one\ntwo", "data: one\ndata: two\n\n")]
    [InlineData("one\rtwo", "data: one\ndata: two\n\n")]
    [InlineData("one\r\ntwo", "data: one\ndata: two\n\n")]
    [InlineData("\r\n\r", "data: \ndata: \ndata: \n\n")]
    [InlineData("\n\r", "data: \ndata: \ndata: \n\n")]
    [InlineData("\ndata: forged\n\nid: 1", "data: \ndata: data: forged\ndata: \ndata: id: 1\n\n")]
    public void E1_each_line_of_data_is_a_line_and_CRLF_ends_one(string data, string expected) => Assert.Equal(expected, Event(data));

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("\r\n")]
    public void E2_a_line_break_in_name_id_or_comment_is_refused_at_the_caller(string text)
    {
        Assert.Throws<ArgumentException>("eventName", () => FrameEncoder.Event("", text, null));
        Assert.Throws<ArgumentException>("id", () => FrameEncoder.Event("", null, text));
        Assert.Throws<ArgumentException>("id", () => FrameEncoder.Id(text));
        Assert.Throws<ArgumentException>("text", () => FrameEncoder.Comment(text));
    }

    [Fact]
    public void E2_NUL_in_an_id_is_refused_at_the_caller() =>
        Assert.Throws<ArgumentException>("id", () => FrameEncoder.Event("", null, "a\0b"));

    [Fact]
    public void E3_a_value_that_begins_with_a_space_keeps_it() =>
        Assert.Equal("id:  i\nevent:  n\ndata:  d\n\n", Event(" d", " n", " i"));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void E4_empty_data_is_still_an_event(string? data) => Assert.Equal("data: \n\n", Event(data));

    [Theory]
    [InlineData(0, "retry: 0\n\n")]
    [InlineData(1234.9, "retry: 1234\n\n")]
    [InlineData(86_400_000, "retry: 86400000\n\n")]
    public void E5_a_retry_is_digits_in_any_culture(double milliseconds, string expected)
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
    public void E5_a_negative_retry_is_refused_at_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameEncoder.Retry(TimeSpan.FromMilliseconds(-1)));

    [Theory]
    [InlineData("\ud800")]
    [InlineData("\udfff")]
    [InlineData("\udc00\ud800")]
    public void E6_what_is_no_Unicode_is_replaced_and_the_stream_stays_valid(string text)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        var bytes = FrameEncoder.Event(text, text, text).Bytes;

        var replaced = new string('\ufffd', text.Length);
        Assert.Equal($"id: {replaced}\nevent: {replaced}\ndata: {replaced}\n\n", strict.GetString(bytes));
    }

    [Fact]
    public void E7_a_ping_is_a_comment() => Assert.Equal(":\n\n"u8, FrameEncoder.Ping.Bytes);

    [Fact]
    public void A_bare_id_dispatches_nothing() => Assert.Equal("id: x-1\n\n"u8, FrameEncoder.Id("x-1").Bytes);

    private static string Event(string? data, string? name = null, string? id = null) =>
        Encoding.UTF8.GetString(FrameEncoder.Event(data, name, id).Bytes);
}
