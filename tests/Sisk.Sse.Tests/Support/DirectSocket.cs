using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Support;

/// <summary>A frame writer on a real socket with a client. Bytes of the response are sent only when the test says so.</summary>
internal sealed class DirectSocket : IHttpRequestLifetimeFeature, IDisposable
{
    private readonly Pipe _server = new();

    internal DirectSocket(SystemCalls? calls = null, bool isChunked = true)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Peer.Connect(listener.LocalEndpoint);
        Socket = listener.AcceptSocket();
        var output = new CountedOutput(new Ends(_server));
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(
            new StreamResponseBodyFeature(isChunked ? new ChunkedBody(output) : output.AsStream(leaveOpen: true)));
        context.Features.Set<IHttpRequestLifetimeFeature>(this);
        Writer = new SocketFrameWriter(context, Socket, output, calls ?? SystemCalls.Linux);
    }

    internal Socket Socket { get; }

    internal Socket Peer { get; }

    internal SocketFrameWriter Writer { get; }

    /// <summary>Gets a value indicating whether the connection was aborted.</summary>
    internal bool IsAborted { get; private set; }

    CancellationToken IHttpRequestLifetimeFeature.RequestAborted { get; set; }

    void IHttpRequestLifetimeFeature.Abort()
    {
        IsAborted = true;
        Socket.Close(0);
    }

    /// <summary>Sends the bytes that were written to the response, as Kestrel's transport does.</summary>
    internal async Task LetServerSendAsync()
    {
        while (_server.Reader.TryRead(out var result))
        {
            foreach (var segment in result.Buffer)
            {
                await Socket.SendAsync(segment, TestContext.Current.CancellationToken);
            }

            _server.Reader.AdvanceTo(result.Buffer.End);
        }
    }

    /// <summary>Reads until the server shuts down its side.</summary>
    internal async Task<string> ReceiveAllAsync()
    {
        using var all = new MemoryStream();
        await using var stream = new NetworkStream(Peer);
        await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    public void Dispose()
    {
        Socket.Dispose();
        Peer.Dispose();
    }

    private sealed class Ends(Pipe pipe) : IDuplexPipe
    {
        public PipeReader Input => pipe.Reader;

        public PipeWriter Output => pipe.Writer;
    }
}
