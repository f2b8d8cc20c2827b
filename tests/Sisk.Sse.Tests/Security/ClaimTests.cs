using System.Net;
using System.Reflection;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Security;

/// <summary>Parameters and keys from the claims of the signed-in user.</summary>
public sealed class ClaimTests
{
    private const string Id = ClaimTypes.NameIdentifier;

    [Fact]
    public async Task Broadcast_to_a_user_reaches_all_tabs_of_this_user_and_nobody_else()
    {
        await using var app = await StartAsync();
        await using var one = await OpenAsync(app, "/notices", $"{Id}=ann/1");
        await using var two = await OpenAsync(app, "/notices", $"{Id}=ann/1");
        await using var other = await OpenAsync(app, "/notices", $"{Id}=ann");
        var broadcaster = app.Get<NoticeEventsBroadcaster>();

        await broadcaster.BroadcastNoticeAsync("ann/1", "for ann/1", TestContext.Current.CancellationToken);
        await broadcaster.BroadcastNoticeAsync("ann", "for ann", TestContext.Current.CancellationToken);

        Assert.Equal("for ann/1", await Signal.WithinAsync(one.NextDataAsync()));
        Assert.Equal("for ann/1", await Signal.WithinAsync(two.NextDataAsync()));
        Assert.Equal("for ann", await Signal.WithinAsync(other.NextDataAsync()));
    }

    [Theory]
    [InlineData("/notices")]
    [InlineData("/notices/imperative")]
    [InlineData("/notices/bound")]
    public async Task Request_without_the_claim_is_answered_with_401_and_problem_details(string path)
    {
        await using var app = await StartAsync();

        using var client = ClientOf(app, "unrelated=1");
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "Sign in first.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(app.Sources.All());
    }

    [Fact]
    public async Task Claims_are_parsed_and_all_values_of_an_array_are_read()
    {
        await using var app = await StartAsync();

        await using var reading = await OpenAsync(app, "/notices/bound?page=2", "number=42;role=reader;role=writer");

        Assert.Equal("42 | 'reader+writer' | null | 2", await Signal.WithinAsync(reading.NextDataAsync()));
    }

    [Theory]
    [InlineData("/notices/bound?page=2", "number=many", HttpStatusCode.Unauthorized)]
    [InlineData("/notices/bound?page=many", "number=many", HttpStatusCode.Unauthorized)]
    [InlineData("/notices/bound?page=many", "number=1", HttpStatusCode.BadRequest)]
    public async Task Claim_that_does_not_parse_is_answered_with_401_whatever_else_is_wrong(
        string path, string claims, HttpStatusCode expected)
    {
        await using var app = await StartAsync();

        await using var reading = await OpenAsync(app, path, claims);

        Assert.Equal(expected, reading.Response.StatusCode);
    }

    [Fact]
    public void Claims_are_not_in_the_contract_of_clients()
    {
        using var contract = JsonDocument.Parse(typeof(NoticeEvents).Assembly.GetCustomAttribute<EventStreamContractAttribute>()!.Json);

        var stream = contract.RootElement.GetProperty("streams").EnumerateArray()
            .Single(static stream => stream.GetProperty("name").GetString() == "Claimed");

        Assert.Equal(
            ["page"],
            stream.GetProperty("parameters").EnumerateArray().Select(static parameter => parameter.GetProperty("name").GetString()));
    }

    /// <summary>Signs in with the claims of a header, in place of a scheme.</summary>
    private static Task<TestApp> StartAsync() => TestApp.StartAsync(mapStreams: static app =>
    {
        app.Use(static (context, next) =>
        {
            var claims = context.Request.Headers["X-Claims"].ToString().Split(';').Select(static claim => claim.Split('=', 2));
            context.User = new ClaimsPrincipal(new ClaimsIdentity(claims.Select(static claim => new Claim(claim[0], claim[1])), "test"));
            return next(context);
        });
        app.UseRouting();
        app.MapEventStreams();
    });

    private static Task<StreamReading> OpenAsync(TestApp app, string path, string claims) =>
        StreamReading.OpenAsync(ClientOf(app, claims), path, lastEventId: null);

    private static HttpClient ClientOf(TestApp app, string claims) =>
        new() { BaseAddress = app.Client.BaseAddress, DefaultRequestHeaders = { { "X-Claims", claims } } };
}
