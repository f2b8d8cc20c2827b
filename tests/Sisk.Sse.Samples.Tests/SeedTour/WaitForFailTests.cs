using System.Diagnostics;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.SeedTour;

/// <summary>By itself, on a program of its own: it takes the seed's fifteen seconds, and nothing else may hold its identifier.</summary>
public sealed class WaitForFailTests(SeedTourProgram tour) : IClassFixture<SeedTourProgram>
{
    [Fact]
    public async Task A_connection_without_a_message_for_15_seconds_ends_and_is_found_no_more()
    {
        var opened = Stopwatch.GetTimestamp();
        await using var stream = await EventReader.OpenAsync(tour, "/espera/");

        Assert.Null(await stream.NextAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(opened).TotalSeconds, 14.5, 25);

        using var answer = await tour.Client.PostAsync(tour.At("/hola-de-nuevo"), null, TestContext.Current.CancellationToken);
        Assert.StartsWith("No connection", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
