using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

public sealed class EndedClientTests
{
    [Theory]
    [InlineData("/ended/push")]
    [InlineData("/ended/pull")]
    [InlineData("/ended/imperative")]
    public async Task Stream_method_is_not_called_when_an_ended_client_reconnects(string path)
    {
        await using var app = await TestApp.StartAsync(services: services => services.AddSingleton<Calls>());
        await using var first = await app.OpenAsync(path);
        Assert.Equal("first", await first.NextDataAsync());
        Assert.Equal(1, app.Get<Calls>().Count);

        await using var returned = await app.OpenAsync(path, "sisk-sse-end");

        Assert.Equal(HttpStatusCode.NoContent, returned.Response.StatusCode);
        Assert.Equal(1, app.Get<Calls>().Count);
    }
}
