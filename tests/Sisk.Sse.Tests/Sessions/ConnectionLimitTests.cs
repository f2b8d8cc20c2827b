using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Runs;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task User_over_the_limit_is_refused_and_other_users_are_not()
    {
        await using var app = await TestApp.StartAsync(WithUsers, options => options.MaxConnectionsPerUser = 2);
        await using var one = await app.OpenAsync("/feed/bare/a?as=alice");
        await using var two = await app.OpenAsync("/feed/bare/b?as=alice");

        await using var three = await app.OpenAsync("/feed/bare/c?as=alice");
        await using var bob = await app.OpenAsync("/feed/bare/c?as=bob");
        await using var nobody = await app.OpenAsync("/feed/bare/c");

        await AssertAskedToComeLaterAsync(three);
        Assert.Equal(4, app.Sources.Count);
    }

    [Fact]
    public async Task Address_over_the_limit_is_refused_and_other_addresses_are_not()
    {
        await using var app = await TestApp.StartAsync(WithAddresses, options => options.MaxConnectionsPerAddress = 2);
        List<StreamReading> open = [];
        foreach (var address in new[] { "10.0.0.1", "::ffff:10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1" })
        {
            open.Add(await app.OpenAsync("/feed/bare/a?from=" + address));
        }

        await using var third = await app.OpenAsync("/feed/bare/a?from=10.0.0.1");
        await using var neighbor = await app.OpenAsync("/feed/bare/a?from=2001:db8::3"); // counts as the same /64 network

        await AssertAskedToComeLaterAsync(third);
        await AssertAskedToComeLaterAsync(neighbor);
        Assert.Equal(open.Count, app.Sources.Count);
        foreach (var reading in open)
        {
            await reading.DisposeAsync();
        }
    }

    [Fact]
    public async Task Ended_stream_no_longer_counts_towards_the_limit()
    {
        await using var app = await TestApp.StartAsync(options: options => options.MaxConnectionsPerAddress = 1);
        await using (await app.OpenAsync("/feed/bare/a"))
        {
            await using var refused = await app.OpenAsync("/feed/bare/a");
            await AssertAskedToComeLaterAsync(refused);
            app.Sources.DropAll();
        }

        await using var next = await app.OpenAsync("/feed/bare/a");

        Assert.Single(app.Sources);
    }

    [Fact]
    public async Task Each_key_below_a_wildcard_prefix_has_its_own_limit()
    {
        await using var app = await TestApp.StartAsync(options: options =>
        {
            options.MaxConnectionsByPrefix["chat/*"] = 2;
            options.MaxConnectionsByPrefix["chat/9"] = 1;
        });
        List<StreamReading> open = [];
        foreach (var path in new[] { "1/messages/a", "1/messages/b", "2/messages/a", "12/messages/a", "9/messages/a", "1/events" })
        {
            open.Add(await app.OpenAsync("/orders/" + path));
        }

        await using var third = await app.OpenAsync("/orders/1/messages/c");
        await using var second = await app.OpenAsync("/orders/9/messages/c");

        await AssertAskedToComeLaterAsync(third);
        await AssertAskedToComeLaterAsync(second);
        Assert.Equal(open.Count, app.Sources.Count);
        foreach (var reading in open)
        {
            await reading.DisposeAsync();
        }
    }

    [Fact]
    public async Task Each_limit_counts_for_itself_when_a_key_matches_several()
    {
        await using var app = await TestApp.StartAsync(options: static options =>
        {
            options.MaxConnectionsByPrefix["chat/*"] = 3;
            options.MaxConnectionsByPrefix["chat/9"] = 100;
        });
        await using var first = await app.OpenAsync("/orders/9/messages/a");
        await using var second = await app.OpenAsync("/orders/9/messages/b");
        await using var third = await app.OpenAsync("/orders/9/messages/c");

        await using var fourth = await app.OpenAsync("/orders/9/messages/d");

        await AssertAskedToComeLaterAsync(fourth);
        Assert.Equal(3, app.Sources.Count);
    }

    [Fact]
    public async Task Prefix_may_begin_with_a_slash_as_routes_do()
    {
        await using var app = await TestApp.StartAsync(options: static options => options.MaxConnectionsByPrefix["/chat/*"] = 1);
        await using var first = await app.OpenAsync("/orders/1/messages/a");

        await using var second = await app.OpenAsync("/orders/1/messages/b");

        await AssertAskedToComeLaterAsync(second);
    }

    [Fact]
    public async Task Client_over_the_connection_limit_is_asked_to_retry_later()
    {
        await using var app = await TestApp.StartAsync(options: options => options.MaxConnections = 1);
        await using var first = await app.OpenAsync("/orders/1/events");
        Assert.NotNull(await first.NextAsync());

        await using var second = await app.OpenAsync("/orders/1/events");

        Assert.Equal(HttpStatusCode.OK, second.Response.StatusCode);
        Assert.Empty(await second.RestAsync());
        Assert.InRange(second.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.Single(app.Sources);
    }

    /// <summary>
    /// A client other than a browser's EventSource. It may send its request again only if it knows that nothing was done.
    /// </summary>
    [Theory]
    [InlineData("/feed/posted")]
    [InlineData("/runs/count/3")]
    [InlineData("/imperative")]
    public async Task Request_with_a_body_over_the_connection_limit_is_unavailable_until_there_is_room(string path)
    {
        await using var app = await TestTransport.Default.StartAsync(
            app => app.MapPost("/imperative", static async (HttpContext context) =>
            {
                await context.Request.GetEventSource().CloseAsync();
            }),
            options => options.MaxConnections = 1,
            static services => services.AddSingleton<RunProbe>().AddScoped<RunScope>());
        await using var first = await app.OpenAsync("/feed/bare/a");

        await using (var refused = await app.PostAsync(path, 7))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Response.StatusCode);
            Assert.InRange(refused.Response.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            Assert.NotEqual("text/event-stream", refused.Response.Content.Headers.ContentType?.MediaType);
        }

        app.Sources.DropAll();
        Assert.Empty(await first.RestAsync());
        await using var accepted = await app.PostAsync(path, 7);
        Assert.Equal(HttpStatusCode.OK, accepted.Response.StatusCode);
    }

    [Fact]
    public async Task Concurrent_clients_never_exceed_the_connection_limit()
    {
        const int Places = 10;
        await using var app = await TestApp.StartAsync(options: options => options.MaxConnections = Places);

        var readings = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => app.OpenAsync("/feed/bare/a"))));

        Assert.Equal(Places, app.Sources.Count);
        app.Sources.DropAll();
        var sentAway = 0;
        foreach (var reading in readings)
        {
            Assert.Empty(await reading.RestAsync());
            sentAway += reading.Retry > TimeSpan.Zero ? 1 : 0;
        }

        Assert.Equal(readings.Length - Places, sentAway);
    }

    /// <summary>Asserts a stream that only sets a retry time. An error status would stop a browser permanently.</summary>
    private static async Task AssertAskedToComeLaterAsync(StreamReading refused)
    {
        Assert.Equal(HttpStatusCode.OK, refused.Response.StatusCode);
        Assert.Empty(await refused.RestAsync());
        Assert.InRange(refused.Retry, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
    }

    private static void WithAddresses(WebApplication app) => app.Use((context, next) =>
    {
        context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Query["from"].ToString());
        return next(context);
    });

    private static void WithUsers(WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.Query["as"].FirstOrDefault() is { } name)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", name)], "test"));
        }

        return next(context);
    });
}
