using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Imperative;

public sealed class SendTests
{
    [Fact]
    public async Task A_sent_message_arrives_and_close_ends_the_stream()
    {
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/", request =>
        {
            using var sse = request.GetEventSource();
            sse.Send("Hola, mundo!");
            return sse.Close();
        })));

        await using var reading = await app.OpenAsync("/");

        var item = Assert.Single(await reading.RestAsync());
        Assert.Equal(("message", "Hola, mundo!"), (item.EventType, item.Data));
        Assert.Equal("text/event-stream", reading.Response.Content.Headers.ContentType?.MediaType);
    }
}
