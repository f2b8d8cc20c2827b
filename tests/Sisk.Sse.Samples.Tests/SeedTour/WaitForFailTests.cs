using System.Diagnostics;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.SeedTour;

/// <summary>Runs on a program of its own, because it takes the seed's fifteen seconds and needs the identifier to be unused.</summary>
public sealed class WaitForFailTests(SeedTourProgram tour) : IClassFixture<SeedTourProgram>
{
    [Fact]
    public async Task Connection_ends_after_15_seconds_without_a_message()
    {
        var opened = Stopwatch.GetTimestamp();
        await using var stream = await EventReader.OpenAsync(tour, "/espera/");

        Assert.Null(await stream.NextAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(opened).TotalSeconds, 14.5, 25);

        using var answer = await tour.Client.PostAsync(tour.At("/hola-de-nuevo"), null, TestContext.Current.CancellationToken);
        Assert.StartsWith("No connection", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
