using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Access to a run: who resumes and stops it.</summary>
public sealed class RunAccessTests
{
    [Theory]
    [InlineData("/runs/own/a?as=bob", HttpStatusCode.NotFound)]
    [InlineData("/runs/own/a", HttpStatusCode.Unauthorized)]
    [InlineData("/runs/own/b?as=alice", HttpStatusCode.NotFound)]
    [InlineData("/runs/words/a?as=alice", HttpStatusCode.NotFound)]
    public async Task Run_is_hidden_from_other_users_and_paths(string path, HttpStatusCode expected)
    {
        await using var app = await TestTransport.Default.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/own/a?as=alice");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());

        await using var resumed = await app.OpenAsync(path, reading.LastEventId);
        using var stopped = await app.DeleteAsync(path, reading.LastEventId);

        Assert.Equal((expected, expected), (resumed.Response.StatusCode, stopped.StatusCode));
        talk.Say("two");
        Assert.Equal("two", await reading.NextDataAsync());
        await using var own = await app.OpenAsync("/runs/own/a?as=alice", reading.LastEventId);
        using var stoppedByOwner = await app.DeleteAsync("/runs/own/a?as=alice", reading.LastEventId);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (own.Response.StatusCode, stoppedByOwner.StatusCode));
    }

    [Theory]
    [InlineData("/runs/words/{name}", "GET", true)]
    [InlineData("runs/Words/{other}/", "DELETE", true)]
    [InlineData("/runs/words/{name}", "PUT", false)]
    [InlineData("/runs/words/{name:int}", "GET", false)]
    [InlineData("/runs/words/all", "GET", false)]
    public async Task Endpoint_with_the_route_of_a_resume_or_a_stop_fails_the_start(string route, string method, bool fails)
    {
        var starting = TestApp.StartAsync(
            map: app => app.MapMethods(route, [method], static () => "mine"), services: static services => services.AddSingleton<RunProbe>());

        if (fails)
        {
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => starting);
            Assert.Contains(
                $"has the route {method} /runs/words/{{name}}, with which clients resume or stop",
                failure.Message,
                StringComparison.Ordinal);
            return;
        }

        await (await starting).DisposeAsync();
    }

    [Fact]
    public async Task Streams_that_are_mapped_twice_fail_the_start_with_the_call_to_remove()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(
            map: static app => app.MapEventStreams(), services: static services => services.AddSingleton<RunProbe>()));

        Assert.Contains(
            "is mapped twice. Call MapEventStreams() once, or on groups whose routes differ.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.BadRequest)]
    [InlineData("7", HttpStatusCode.NotFound)]
    [InlineData("0123456789abcdefghijklmnop-1", HttpStatusCode.NotFound)]
    [InlineData("sisk-sse-end", HttpStatusCode.NoContent)]
    public async Task Request_without_the_id_of_a_run_is_refused(string? id, HttpStatusCode expected)
    {
        await using var app = await TestTransport.Default.StartRunsAsync();

        await using var resumed = await app.OpenAsync("/runs/words/a", id);
        using var stopped = await app.DeleteAsync("/runs/words/a", id);

        Assert.Equal((expected, expected), (resumed.Response.StatusCode, stopped.StatusCode));
    }

    [Fact]
    public async Task Filters_of_the_stream_guard_resume_and_stop_and_see_no_arguments()
    {
        var counts = new List<int>();
        await using var app = await TestApp.StartAsync(
            services: static services => services.AddSingleton<RunProbe>().AddScoped<RunScope>(),
            mapStreams: app => app.MapEventStreams().AddEndpointFilter(async (context, next) =>
            {
                lock (counts)
                {
                    counts.Add(context.Arguments.Count);
                }

                return context.HttpContext.Request.Query.ContainsKey("key") ? await next(context) : TypedResults.StatusCode(418);
            }));
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/words/a?key");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());

        await using var refused = await app.OpenAsync("/runs/words/a", reading.LastEventId);
        using var notStopped = await app.DeleteAsync("/runs/words/a", reading.LastEventId);
        await using var resumed = await app.OpenAsync("/runs/words/a?key", reading.LastEventId);
        talk.Say("two");
        Assert.Equal("two", await resumed.NextDataAsync());
        using var stopped = await app.DeleteAsync("/runs/words/a?key", reading.LastEventId);

        Assert.Equal(((HttpStatusCode)418, (HttpStatusCode)418), (refused.Response.StatusCode, notStopped.StatusCode));
        Assert.Equal(HttpStatusCode.NoContent, stopped.StatusCode);
        Assert.Equal([2, 0, 0, 0, 0], counts);
    }

    [Fact]
    public void Ids_are_unguessable_and_different()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => Sse.Runs.RunId.New()).ToHashSet();

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, static id => Assert.Matches("^[0-9a-z]{26}$", id));
    }

    [Theory]
    [InlineData("0123456789abcdefghijklmnop-0", true)]
    [InlineData("0123456789abcdefghijklmnop-9223372036854775807", true)]
    [InlineData("0123456789abcdefghijklmnop-9223372036854775808", false)]
    [InlineData("0123456789abcdefghijklmnop--1", false)]
    [InlineData("0123456789abcdefghijklmnop-", false)]
    [InlineData("0123456789abcdefghijklmno/-1", false)]
    [InlineData("0123456789-1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Id_of_an_event_is_parsed_or_rejected(string? id, bool expected) =>
        Assert.Equal(expected, Sse.Runs.RunId.TryParse(id, out _, out _));
}
