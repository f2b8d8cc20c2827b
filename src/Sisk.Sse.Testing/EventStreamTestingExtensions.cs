using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sisk.Sse.Testing;

/// <summary>Opens event streams in tests of an application.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The overloads differ in their receivers, so that a further one changes no call.")]
public static class EventStreamTestingExtensions
{
    /// <summary>Opens a stream of the application behind a <see cref="WebApplicationFactory{TEntryPoint}"/>.</summary>
    /// <typeparam name="T">The events of the stream.</typeparam>
    /// <param name="factory">
    /// A <see cref="WebApplicationFactory{TEntryPoint}"/>. The parameter has the type of an interface of it, because C# infers all type
    /// arguments of a call or none: calls would have to name the entry point, too.
    /// </param>
    /// <param name="path">The path and query of the stream.</param>
    /// <param name="configure">Changes each request before it is sent: its headers, or its method and body.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>
    /// A client of the stream, which receives all that is broadcast from now on. It has read what the server sends at once.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="factory"/> is not a <see cref="WebApplicationFactory{TEntryPoint}"/>.
    /// </exception>
    /// <exception cref="HttpRequestException">The server did not respond with a stream.</exception>
    /// <exception cref="EventStreamTestException">The stream did not begin within ten seconds.</exception>
    [OverloadResolutionPriority(-1)]
    public static Task<TestStreamClient<T>> OpenStreamAsync<T>(
        this IAsyncDisposable factory,
        string path,
        Action<HttpRequestMessage>? configure = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var type = FactoryType(factory.GetType());
        IServiceProvider services;
        lock (factory)
        {
            // A factory starts the application at its first use. Two at the same time would start two, and take each one of them.
            services = (IServiceProvider)Call(type.GetProperty(nameof(WebApplicationFactory<>.Services))!.GetMethod!, factory);
        }

        var http = (HttpClient)Call(type.GetMethod(nameof(WebApplicationFactory<>.CreateClient), [])!, factory);
        return TestStreamClient<T>.OpenAsync(http, ownsHttp: true, services, path, configure, cancellationToken);
    }

    /// <summary>Opens a stream of a <see cref="TestServer"/>.</summary>
    /// <typeparam name="T">The events of the stream.</typeparam>
    /// <param name="server">The server.</param>
    /// <param name="path">The path and query of the stream.</param>
    /// <param name="configure">Changes each request before it is sent: its headers, or its method and body.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>
    /// A client of the stream, which receives all that is broadcast from now on. It has read what the server sends at once.
    /// </returns>
    /// <exception cref="HttpRequestException">The server did not respond with a stream.</exception>
    /// <exception cref="EventStreamTestException">The stream did not begin within ten seconds.</exception>
    public static Task<TestStreamClient<T>> OpenStreamAsync<T>(
        this TestServer server, string path, Action<HttpRequestMessage>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return TestStreamClient<T>.OpenAsync(server.CreateClient(), ownsHttp: true, server.Services, path, configure, cancellationToken);
    }

    /// <summary>Opens a stream of a started application, on a <see cref="TestServer"/> or on a server with an address.</summary>
    /// <typeparam name="T">The events of the stream.</typeparam>
    /// <param name="host">The application.</param>
    /// <param name="path">The path and query of the stream.</param>
    /// <param name="configure">Changes each request before it is sent: its headers, or its method and body.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>
    /// A client of the stream, which receives all that is broadcast from now on. It has read what the server sends at once.
    /// </returns>
    /// <exception cref="HttpRequestException">The server did not respond with a stream.</exception>
    /// <exception cref="EventStreamTestException">The stream did not begin within ten seconds.</exception>
    public static Task<TestStreamClient<T>> OpenStreamAsync<T>(
        this IHost host, string path, Action<HttpRequestMessage>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var server = host.Services.GetRequiredService<IServer>();
        var http = server is TestServer test ? test.CreateClient()
            : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address ? CreateClient(address)
            : throw new InvalidOperationException("The application has no address. Start it first.");
        return TestStreamClient<T>.OpenAsync(http, ownsHttp: true, host.Services, path, configure, cancellationToken);
    }

    /// <summary>Opens a stream with a client of your own, such as one that keeps cookies.</summary>
    /// <typeparam name="T">The events of the stream.</typeparam>
    /// <param name="http">The client.</param>
    /// <param name="services">The services of the application, by which the events are read.</param>
    /// <param name="path">The path and query of the stream.</param>
    /// <param name="configure">Changes each request before it is sent: its headers, or its method and body.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>
    /// A client of the stream, which receives all that is broadcast from now on. It has read what the server sends at once.
    /// </returns>
    /// <exception cref="HttpRequestException">The server did not respond with a stream.</exception>
    /// <exception cref="EventStreamTestException">The stream did not begin within ten seconds.</exception>
    public static Task<TestStreamClient<T>> OpenStreamAsync<T>(
        this HttpClient http,
        IServiceProvider services,
        string path,
        Action<HttpRequestMessage>? configure = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(services);
        return TestStreamClient<T>.OpenAsync(http, ownsHttp: false, services, path, configure, cancellationToken);
    }

    private static HttpClient CreateClient(string address) =>
        new(new SocketsHttpHandler { MaxResponseDrainSize = 0 }) { BaseAddress = ReachableFrom(new Uri(address)) };

    /// <summary>A server may listen on any address, as in a container, but a client connects to one.</summary>
    private static Uri ReachableFrom(Uri address) =>
        IPAddress.TryParse(address.DnsSafeHost, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = "localhost" }.Uri
            : address;

    /// <summary>Calls a method. The reason why an application cannot start is thrown as it is.</summary>
    private static object Call(MethodInfo method, object target) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null)!;

    private static Type FactoryType(Type? type)
    {
        var wanted = type;
        while (wanted is not null && !(wanted.IsGenericType && wanted.GetGenericTypeDefinition() == typeof(WebApplicationFactory<>)))
        {
            wanted = wanted.BaseType;
        }

        return wanted ?? throw new ArgumentException(
            $"{type?.Name} has no event streams. Pass a WebApplicationFactory, a TestServer or an IHost.", nameof(type));
    }
}
