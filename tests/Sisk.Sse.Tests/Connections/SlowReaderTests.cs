using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Sisk.Sse.Connections;
using Sisk.Sse.Connections.Timing;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;
using Sisk.Sse.Wire;

namespace Sisk.Sse.Tests.Connections;

/// <summary>The write timeout applies to clients that read nothing. A client that reads slowly is left to its overflow policy.</summary>
public sealed class SlowReaderTests : IDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    private readonly TestClock _time = new();
    private readonly DeliveryClock _clock;
    private readonly FakeFrameWriter _writer = new();

    public SlowReaderTests() => _clock = new DeliveryClock(_time, new SendBatches());

    [Theory]
    [InlineData(15)]
    [InlineData(-0.001)]
    public async Task Connection_is_closed_only_after_its_client_stops_acknowledging(double pingSeconds)
    {
        var connection = Block(pingSeconds);
        for (var i = 0; i < 100; i++)
        {
            _writer.Acknowledged += 1000;
            _time.Advance(_deadline / 3);
            Assert.True(connection.IsOpen);
        }

        _time.Advance(_deadline * 0.7);
        Assert.True(connection.IsOpen);
        _time.Advance(_deadline * 0.6);

        await Signal.WithinAsync(connection.Closed);
        Assert.Equal(CloseReason.WriteTimeout, connection.Reason);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(-0.001)]
    public async Task Connection_is_closed_at_the_write_timeout_when_its_client_reads_nothing(double pingSeconds)
    {
        var connection = Block(pingSeconds);

        _time.Advance(_deadline - TimeSpan.FromMilliseconds(1));
        Assert.True(connection.IsOpen);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _time.Advance(_deadline / 4);

        await Signal.WithinAsync(connection.Closed);
        Assert.Equal(CloseReason.WriteTimeout, connection.Reason);
    }

    [Fact]
    public async Task Socket_reports_acknowledged_bytes_while_a_flush_waits()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells how far a connection has got.");
        using var client = new DirectSocket();
        await client.Writer.StartAsync();
        client.Writer.Write([Encode(1)]);
        await client.Writer.FlushAsync();
        await client.LetServerSendAsync();
        ValueTask<bool> flush;
        do
        {
            client.Writer.Write([Encode(1_000_000)]);
            flush = client.Writer.FlushAsync();
        }
        while (flush.IsCompleted);

        var buffer = new byte[64 * 1024];
        var before = client.Writer.AcknowledgedBytes;
        Assert.True(before > 0);
        using var bound = new CancellationTokenSource(Signal.Bound);
        while (client.Writer.AcknowledgedBytes == before)
        {
            // The client's system acknowledges more once there is room in its buffer.
            Assert.True(await client.Peer.ReceiveAsync(buffer, bound.Token) > 0);
        }

        client.Socket.Dispose();
        Assert.False(await Signal.WithinAsync(flush.AsTask()));
        Assert.Equal(-1, client.Writer.AcknowledgedBytes);
    }

    [Fact]
    public async Task Response_writer_reports_progress_within_a_large_event()
    {
        var pipe = new Pipe(
            new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false));
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(pipe.Writer.AsStream()));
        var writer = new PipeFrameWriter(context, SystemCalls.Linux);
        var (first, large) = (Encode(10), Encode(1_000_000));
        await writer.StartAsync();
        writer.Write([first, large]);
        var flush = writer.FlushAsync().AsTask();
        Assert.False(flush.IsCompleted);

        var received = new MemoryStream();
        var progress = new HashSet<long>();
        while (received.Length < first.Length + large.Length)
        {
            progress.Add(writer.AcknowledgedBytes);
            var read = await Signal.WithinAsync(pipe.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());
            foreach (var segment in read.Buffer)
            {
                received.Write(segment.Span);
            }

            pipe.Reader.AdvanceTo(read.Buffer.End);
        }

        Assert.True(await Signal.WithinAsync(flush));
        Assert.Equal(Encoding.UTF8.GetString([.. first.Bytes, .. large.Bytes]), Encoding.UTF8.GetString(received.ToArray()));
        Assert.True(progress.Count > 5, $"It was seen at {string.Join(", ", progress)}.");
    }

    [Theory]
    [InlineData("HTTP/1.0")]
    [InlineData("HTTP/1.1")]
    public async Task Minimum_data_rate_of_Kestrel_is_disabled_for_streams(string protocol)
    {
        var rate = new TaskCompletionSource<(bool Known, bool Off)>();
        await using var app = await TestApp.StartAsync(static app => { }, mapStreams: app => app.MapGet("/rate", async (HttpContext context) =>
        {
            await using var source = context.Request.GetEventSource();
            source.Send("x");
            var feature = context.Features.Get<IHttpMinResponseDataRateFeature>();
            rate.SetResult((feature is not null, feature?.MinDataRate is null));
        }));

        using var raw = await RawClient.AskAsync(app.RawAddress, $"GET /rate {protocol}\r\nHost: x\r\nConnection: close\r\n\r\n");
        await raw.ReadToEndAsync();

        Assert.Equal((true, true), await Signal.WithinAsync(rate.Task));
    }

    public void Dispose() => _clock.Dispose();

    /// <summary>Opens a connection with a write that waits for the client.</summary>
    private Connection Block(double pingSeconds)
    {
        var settings = new ConnectionSettings(16, 1024, Overflow.DropOldest, _deadline, TimeSpan.FromSeconds(pingSeconds));
        var connection = new Connection(_writer, settings, _clock, heldUntilStart: false);
        connection.Open(new NoOwner(), CancellationToken.None);
        connection.Start();
        _writer.Acknowledged = 5000;
        _writer.Room = new TaskCompletionSource<bool>().Task;
        connection.Send(Encode(1));
        return connection;
    }

    private static Frame Encode(int length) => FrameEncoder.Event(new string('x', length), null, null);

    private sealed class NoOwner : IConnectionOwner
    {
        public void OnClosed(CloseReason reason)
        {
        }
    }
}
