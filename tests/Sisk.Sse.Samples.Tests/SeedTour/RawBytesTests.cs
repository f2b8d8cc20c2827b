using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.SeedTour;

public sealed class RawBytesTests(SeedTourProgram tour) : IClassFixture<SeedTourProgram>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Response_contains_the_bytes_of_one_event()
    {
        var answer = await AskAsync("GET /hola/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = answer[..end].Split("\r\n");

        Assert.Equal("HTTP/1.1 200 OK", headers[0]);
        Assert.Contains("Content-Type: text/event-stream", headers);
        Assert.Contains("Cache-Control: no-store, no-transform", headers);
        Assert.Contains("X-Accel-Buffering: no", headers);
        Assert.Equal("data: Hola, mundo!\n\n", WithoutChunks(answer[(end + 4)..]));
    }

    private async Task<string> AskAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", tour.Address.Port, Cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancellation);
    }

    /// <summary>Removes the chunk framing of HTTP/1.1: "5\r\nhello\r\n0\r\n\r\n" → "hello".</summary>
    private static string WithoutChunks(string body)
    {
        var text = new StringBuilder();
        while (true)
        {
            var line = body.IndexOf("\r\n", StringComparison.Ordinal);
            var length = int.Parse(body[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                Assert.Equal("\r\n", body[(line + 2)..]);
                return text.ToString();
            }

            text.Append(body, line + 2, length);
            body = body[(line + 2 + length + 2)..];
        }
    }
}
