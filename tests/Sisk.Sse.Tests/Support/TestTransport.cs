using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Tests.Support;

/// <summary>A transport from the server to the client. Streams behave the same on each.</summary>
public enum TestTransport
{
    /// <summary>HTTP/1.1, written directly to the socket.</summary>
    Socket,

    /// <summary>HTTP/1.1, written to the response body.</summary>
    Pipe,

    /// <summary>HTTP/2, always written to the response body.</summary>
    Http2,

    /// <summary>HTTP/1.1 with the transport that the library chooses by default.</summary>
    Default,
}

internal static class TestTransportExtensions
{
    /// <inheritdoc cref="TestApp.StartAsync"/>
    internal static Task<TestApp> StartAsync(
        this TestTransport transport,
        Action<WebApplication>? map = null,
        Action<EventStreamOptions>? options = null,
        Action<IServiceCollection>? services = null) =>
        TestApp.StartAsync(
            map,
            all =>
            {
                // Forces the transport, so that an unexpected fallback fails the test.
                all.Transport = transport.ToStreamTransport();
                options?.Invoke(all);
            },
            services,
            transport is TestTransport.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);

    internal static StreamTransport ToStreamTransport(this TestTransport transport) => transport switch
    {
        TestTransport.Socket => StreamTransport.Socket,
        TestTransport.Pipe => StreamTransport.Pipe,
        _ => StreamTransport.Auto,
    };
}
