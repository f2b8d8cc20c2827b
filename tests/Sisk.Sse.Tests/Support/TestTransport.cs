using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Tests.Support;

/// <summary>A way from the server to the client. What streams promise holds on each.</summary>
public enum TestTransport
{
    /// <summary>HTTP/1.1, written to the connection's socket.</summary>
    Socket,

    /// <summary>HTTP/1.1, written to the response.</summary>
    Pipe,

    /// <summary>HTTP/2, which only the response can be written to.</summary>
    Http2,

    /// <summary>HTTP/1.1, as an application has it that sets nothing.</summary>
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
                // Forced, so that a choice that falls back to the response fails the test.
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
