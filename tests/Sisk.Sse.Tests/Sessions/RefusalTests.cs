using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
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
}
