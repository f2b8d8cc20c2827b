using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public sealed class RefusalTests
{
    [Fact]
    public async Task Refused_stream_gets_its_status_and_problem_details()
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.Client.GetAsync("/orders/0/events", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken);
        Assert.Equal("There is no order 0. Orders count from 1.", problem!.Detail);
        Assert.Empty(app.Sources);
    }

    [Fact]
    public async Task Invalid_parameter_gets_400_with_its_name()
    {
        await using var app = await TestApp.StartAsync();

        using var response = await app.Client.GetAsync("/orders/forty-two/events", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<HttpValidationProblemDetails>(TestContext.Current.CancellationToken);
        Assert.Contains("does not parse as Int32", Assert.Single(problem!.Errors["orderId"]), StringComparison.Ordinal);
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

    [Fact]
    public async Task Startup_fails_and_names_every_invalid_option()
    {
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(options: options =>
        {
            options.PingInterval = TimeSpan.Zero;
            options.MaxQueuedEvents = 0;
        }));

        Assert.Contains("EventStreamOptions.PingInterval is 00:00:00", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("EventStreamOptions.MaxQueuedEvents is 0", thrown.Message, StringComparison.Ordinal);
    }
}
