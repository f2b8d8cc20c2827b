using System.Net;
using Sisk.Sse.Generators.Tests.Support;

namespace Sisk.Sse.Generators.Tests.Running;

/// <summary>Streams mapped into a group, whose route only the running application knows.</summary>
public sealed class GroupTests
{
    private const string Source = """
        namespace Shop
        {
            public sealed class Streams
            {
                [RouteGet("/{number}/seen")]
                public async IAsyncEnumerable<string> Seen(string tenant, int number)
                {
                    await Task.Yield();
                    yield return tenant + " " + number;
                }
            }
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services) { }

            public static void Map(WebApplication app) => app.MapGroup("/tenants/{tenant}").MapEventStreams();
        }
        """;

    [Theory]
    [InlineData("/tenants/acme/5/seen", "message: acme 5")]
    [InlineData("/tenants/acme/5/seen?tenant=other", "message: acme 5")]
    [InlineData("/5/seen?tenant=other", "message: other 5")]
    public async Task A_parameter_of_the_groups_route_goes_before_the_query(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source);
        await using var events = await app.ConnectAsync(path);

        Assert.Equal(expected, await events.NextAsync());
    }

    [Fact]
    public async Task Without_either_the_parameter_is_missing()
    {
        await using var app = await RunningApp.StartAsync(Source);

        using var response = await app.Client.GetAsync("/5/seen", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
