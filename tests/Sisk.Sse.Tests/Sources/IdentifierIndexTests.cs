using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sources;

public sealed class IdentifierIndexTests
{
    [Fact]
    public async Task CountByPrefix_distinguishes_many_similar_identifiers()
    {
        const int Rooms = 300;
        await using var app = await TestApp.StartAsync(TestApp.With(new Route(RouteMethod.Get, "/{**name}", async request =>
        {
            var sse = request.GetEventSource((string)request.RouteValues["name"]!);
            await sse.KeepAliveAsync();
            return sse.Close();
        })));
        var names = Enumerable.Range(0, Rooms)
            .SelectMany(static room => new[] { $"aaaa/{room}", $"aaaa/{room}/x", $"aaaa/{room}0" }).Distinct().ToList();
        var registered = Signal.RegisteredAsync(app.Sources, names.Count);
        var readings = await Task.WhenAll(names.Select(name => app.OpenAsync("/" + name)));
        await registered;

        for (var room = 0; room < Rooms; room++)
        {
            Assert.Equal(2, app.Sources.CountByPrefix($"aaaa/{room}"));
            Assert.Equal(2, app.Sources.FindByPrefix($"aaaa/{room}/").Length);
            Assert.Equal(1, app.Sources.CountByPrefix($"aaaa/{room}/x"));
        }

        Assert.Equal(
            (names.Count, names.Count, 0),
            (app.Sources.CountByPrefix("aaaa"), app.Sources.CountByPrefix(""), app.Sources.CountByPrefix("aaa")));
        app.Sources.DropAll();
        Assert.Equal(0, app.Sources.CountByPrefix(""));
        foreach (var reading in readings)
        {
            await reading.DisposeAsync();
        }
    }
}
