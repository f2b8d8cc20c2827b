using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Transport;

/// <summary>Events are written directly to the socket only if nothing transforms the bytes in between.</summary>
public sealed class TransportChoiceTests
{
    [Fact]
    public async Task Plain_HTTP_1_1_uses_the_socket() =>
        Assert.Equal(nameof(SocketFrameWriter), await ChoiceAsync());

    [Fact]
    public async Task TLS_uses_the_response_pipe() =>
        Assert.Equal(nameof(PipeFrameWriter), await ChoiceAsync(static listen => listen.UseHttps(NewCertificate()), scheme: "https"));

    [Fact]
    public async Task Connection_middleware_uses_the_response_pipe() =>
        Assert.Equal(nameof(PipeFrameWriter), await ChoiceAsync(static listen => listen.UseConnectionLogging()));

    [Fact]
    public async Task HTTP_2_uses_the_response_pipe() =>
        Assert.Equal(
            nameof(PipeFrameWriter),
            await ChoiceAsync(static listen => listen.Protocols = HttpProtocols.Http2, version: HttpVersion.Version20));

    [Fact]
    public async Task HTTP_1_0_uses_the_response_pipe() =>
        Assert.Equal(nameof(PipeFrameWriter), await ChoiceAsync(version: HttpVersion.Version10));

    [Fact]
    public async Task Wrapped_response_body_uses_the_response_pipe() =>
        Assert.Equal(nameof(PipeFrameWriter), await ChoiceAsync(use: static (context, next) =>
        {
            context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(context.Response.Body));
            return next(context);
        }));

    [Fact]
    public async Task Known_content_length_uses_the_response_pipe() =>
        Assert.Equal(nameof(PipeFrameWriter), await ChoiceAsync(use: static async (context, next) =>
        {
            context.Response.ContentLength = nameof(PipeFrameWriter).Length;
            await next(context);
        }));

    [Theory]
    [InlineData(TestTransport.Pipe, false)]
    [InlineData(TestTransport.Default, true)]
    public async Task Output_is_counted_only_when_streams_can_use_sockets(TestTransport transport, bool isCounted)
    {
        await using var app = await TestApp.StartAsync(
            static app => app.MapGet("/counted", static (HttpContext context) =>
                context.Features.Get<IConnectionTransportFeature>()?.Transport is CountedOutput ? "yes" : "no"),
            options => options.Transport = transport.ToStreamTransport());

        var answer = await app.Client.GetStringAsync("/counted", TestContext.Current.CancellationToken);

        Assert.Equal(isCounted && OperatingSystem.IsLinux() ? "yes" : "no", answer);
    }

    [Fact]
    public async Task Request_fails_with_a_reason_when_the_socket_is_required_but_unavailable()
    {
        await using var app = await TestApp.StartAsync(
            options: options => options.Transport = StreamTransport.Socket, protocols: HttpProtocols.Http2);

        using var response = await app.Client.GetAsync("/orders/notes/x", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(
            app.Logs.Entries,
            entry => entry.Exception?.Message.Contains("the protocol is HTTP/2, not HTTP/1.1", StringComparison.Ordinal) is true);
    }

    /// <summary>Returns the name of the frame writer chosen for a request under these conditions.</summary>
    private static async Task<string> ChoiceAsync(
        Action<ListenOptions>? listen = null, Version? version = null, string scheme = "http", Func<HttpContext, RequestDelegate, Task>? use = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options => listen?.Invoke(options)));
        builder.Services.AddEventStreams();
        await using var app = builder.Build();
        if (use is not null)
        {
            app.Use(use);
        }

        app.Run(context => context.Response.WriteAsync(FrameWriters.For(context, StreamTransport.Auto).GetType().Name));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
        using var client = new HttpClient(handler);
        var address = new UriBuilder(app.Urls.First()) { Scheme = scheme }.Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
