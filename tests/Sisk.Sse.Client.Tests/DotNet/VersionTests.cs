using System.Net;
using static Sisk.Sse.Client.Tests.DotNet.Subscriber;

namespace Sisk.Sse.Client.Tests.DotNet;

/// <summary>The version of HTTP that the client asks for.</summary>
public sealed class VersionTests
{
    [Fact]
    public async Task Requests_have_the_version_and_the_policy_that_the_HttpClient_is_set_to()
    {
        using var handler = new NotedVersion();
        using var http = new HttpClient(handler)
        {
            BaseAddress = new Uri("http://localhost"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        Assert.Empty(await ReadAsync(http, new EventStreamRequest(HttpMethod.Get, "/stream")));

        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), handler.Version);
    }

    private sealed class NotedVersion : HttpMessageHandler
    {
        public (Version, HttpVersionPolicy) Version { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Version = (request.Version, request.VersionPolicy);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }
}
