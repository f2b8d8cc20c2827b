using System.Net;
using System.Net.Sockets;

namespace Sisk.Sse.PostgreSql.Tests.Support;

/// <summary>Local ports that accept connections and never answer.</summary>
internal sealed class SilentHosts : IDisposable
{
    private readonly TcpListener[] _listeners;

    internal SilentHosts(int count)
    {
        _listeners = [.. Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(_listeners, static listener => listener.Start());
    }

    /// <summary>Gets their addresses as a connection string has them.</summary>
    internal string Addresses => string.Join(',', _listeners.Select(static listener => listener.LocalEndpoint));

    public void Dispose() => Array.ForEach(_listeners, static listener => listener.Dispose());
}
