using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Routing;

/// <summary>Streams that are mapped more than once.</summary>
public sealed class StreamRouteTests
{
    private static readonly StreamDescription _stream = new("Sisk.Sse.Tests/Mapped", "Mapped", "mapped/{room}");

    [Theory]
    [InlineData("/mapped/{room}")]
    [InlineData("/Mapped/{hall}")]
    public async Task Stream_that_is_mapped_twice_fails_the_start_with_the_call_to_remove(string second)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(mapStreams: app =>
        {
            Map(app, "/mapped/{room}");
            Map(app, second);
        }));

        Assert.Equal(
            "The event stream /mapped/{room} is mapped twice. Call MapEventStreams() once, or on groups whose routes differ.", failure.Message);
    }

    [Theory]
    [InlineData("/v1", "/v2", "")]
    [InlineData("", "", "other.example")]
    public async Task Stream_may_be_mapped_to_several_paths_or_hosts(string first, string second, string host)
    {
        await using var app = await TestApp.StartAsync(mapStreams: app =>
        {
            Map(app.MapGroup(first), "/mapped/{room}");
            var group = app.MapGroup(second);
            Map(host.Length > 0 ? group.RequireHost(host) : group, "/mapped/{room}");
        });

        using var response = await app.Client.GetAsync(first + "/mapped/a", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Stream_may_be_mapped_twice_if_a_policy_of_the_application_chooses()
    {
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddSingleton<MatcherPolicy, FirstOfVersions>(),
            mapStreams: static app =>
            {
                Map(app.MapGroup("").WithMetadata(new ApiVersion(1)), "/mapped/{room}");
                Map(app.MapGroup("").WithMetadata(new ApiVersion(2)), "/mapped/{room}");
            });

        using var response = await app.Client.GetAsync("/mapped/a", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string route) => new EndpointsBuilder(endpoints).MapPull(
        "GET",
        route,
        _stream,
        static request =>
        {
            request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        },
        static () => { });

    private sealed record ApiVersion(int Number);

    /// <summary>Chooses the first version, as a library for versions of an API does.</summary>
    private sealed class FirstOfVersions : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => 0;

        public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
            endpoints.Any(static endpoint => endpoint.Metadata.GetMetadata<ApiVersion>() is not null);

        public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            for (var i = 0; i < candidates.Count; i++)
            {
                candidates.SetValidity(i, candidates[i].Endpoint.Metadata.GetMetadata<ApiVersion>() is null or { Number: 1 });
            }

            return Task.CompletedTask;
        }
    }
}
