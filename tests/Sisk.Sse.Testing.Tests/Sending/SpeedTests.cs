using System.Diagnostics;

namespace Sisk.Sse.Testing.Tests.Sending;

public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Runs = 200;

    [Fact]
    public async Task Test_of_a_service_takes_under_five_milliseconds()
    {
        var times = new List<TimeSpan>();
        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            using (var streams = new TestEventStreams())
            {
                await new Shipping(streams.Broadcaster<OrderEventsBroadcaster>()).ShipAsync(42);
                Assert.Equal(new OrderEvent.Shipped("DHL"), streams.Sent.Single().Payload);
            }

            times.Add(Stopwatch.GetElapsedTime(began));
        }

        times.Sort();
        output.WriteLine($"median {times[Runs / 2].TotalMicroseconds:0} µs, longest {times[^1].TotalMicroseconds:0} µs");
        Assert.True(
            times[Runs / 2] < TimeSpan.FromMilliseconds(5), $"The median of {Runs} runs is {times[Runs / 2].TotalMilliseconds} ms.");
    }
}
