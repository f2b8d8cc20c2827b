using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Wire;

public sealed class PayloadSerializerTests
{
    private static readonly object _payload = new { Text = "<b>ä\"\n\u2028", Values = new[] { 1.5, 2 }, Nothing = (string?)null };

    private static readonly Action<JsonSerializerOptions>[] _settings =
    [
        static _ => { },
        static options => (options.WriteIndented, options.IndentCharacter, options.IndentSize, options.NewLine) = (true, '\t', 1, "\r\n"),
        static options => options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    ];

    [Fact]
    public void Payload_is_written_with_the_options_of_the_application() => Assert.All(_settings, static set =>
    {
        var options = Options(set);

        using var data = new PayloadSerializer(options).Serialize(_payload);

        Assert.Equal(JsonSerializer.Serialize(_payload, options.Value.SerializerOptions), Encoding.UTF8.GetString(data.Bytes.Span));
    });

    [Fact]
    public void Nesting_beyond_MaxDepth_throws()
    {
        int[][][] tooDeep = [[[1]]];

        Assert.Throws<JsonException>(() => new PayloadSerializer(Options(static options => options.MaxDepth = 2)).Serialize(tooDeep));
    }

    [Fact]
    public void Buffers_of_overlapping_payloads_do_not_mix()
    {
        var serializer = new PayloadSerializer(Options(static _ => { }));
        var first = serializer.Serialize(new string('x', 5000));
        using var second = serializer.Serialize(new[] { 1, 2 });
        first.Dispose();
        Assert.Throws<InvalidOperationException>(() => serializer.Serialize(new Broken()));

        using var third = serializer.Serialize("\ud800 ä");

        Assert.Equal("[1,2]", Encoding.UTF8.GetString(second.Bytes.Span));
        Assert.Equal("\ufffd ä", Encoding.UTF8.GetString(third.Bytes.Span));
    }

    private static OptionsWrapper<JsonOptions> Options(Action<JsonSerializerOptions> set)
    {
        var options = new JsonOptions();
        set(options.SerializerOptions);
        return new(options);
    }

    private sealed class Broken
    {
        public int Before => 1;

        public int Value => throw new InvalidOperationException();
    }
}
