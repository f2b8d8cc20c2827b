using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sisk.Sse.Peers;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Peers;

/// <summary>The counts of one server by prefix.</summary>
public sealed class LocalCountsTests
{
    [Theory]
    [InlineData(3, 4)]
    [InlineData(64, 65)]
    [InlineData(65, 66)]
    [InlineData(5000, 66)]
    public async Task Identifier_of_many_segments_has_a_bounded_number_of_counts(int segments, int expected)
    {
        var identifier = string.Join('/', Enumerable.Repeat("x", segments));
        await using var app = await TestApp.StartAsync(app => app.MapGet("/feed", async (HttpRequest request) =>
        {
            using var source = request.GetEventSource(identifier);
            source.Send("hello");
            await source.KeepAliveAsync();
        }));
        await using var reading = await app.OpenAsync("/feed");
        var counts = new LocalCounts();

        counts.Add(Assert.Single(app.Sources), 1);

        var taken = counts.Take(everything: true).ToDictionary();
        Assert.Equal(expected, taken.Count);
        Assert.Equal((1, 1, 1), (taken[""], taken["x"], taken[identifier]));
    }
}
