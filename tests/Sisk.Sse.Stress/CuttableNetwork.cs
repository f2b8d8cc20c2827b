using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Sisk.Sse.Stress;

/// <summary>An HTTP client whose connections can be reset at any byte, and which knows the responses that are still referred to.</summary>
internal sealed class CuttableNetwork : IDisposable
{
    private readonly ConcurrentQueue<Socket> _sockets = [];
    private readonly ConcurrentQueue<WeakReference<HttpResponseMessage>> _responses = [];

    internal CuttableNetwork(Uri address) => Client = new HttpClient(new Observer(_responses, new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            _sockets.Enqueue(socket);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }))
    {
        BaseAddress = address,
    };

    internal HttpClient Client { get; }

    internal IReadOnlyCollection<WeakReference<HttpResponseMessage>> Responses => _responses;

    /// <summary>Resets all connections.</summary>
    internal void Cut()
    {
        while (_sockets.TryDequeue(out var socket))
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Dispose();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It has ended by itself.
            }
        }
    }

    public void Dispose() => Client.Dispose();

    private sealed class Observer(ConcurrentQueue<WeakReference<HttpResponseMessage>> responses, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            responses.Enqueue(new WeakReference<HttpResponseMessage>(response));
            return response;
        }
    }
}
