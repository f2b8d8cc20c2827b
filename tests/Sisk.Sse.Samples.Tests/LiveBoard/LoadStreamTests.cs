using System.Text.Json;
using Sisk.Sse.Samples.Tests.Infrastructure;

namespace Sisk.Sse.Samples.Tests.LiveBoard;

public abstract class LoadStreamTests<TBoard>(TBoard board) : IClassFixture<TBoard>
    where TBoard : SampleProgram
{
    [Fact]
    public async Task Load_arrives_each_second_with_values_in_range()
    {
        await using var stream = await EventReader.OpenAsync(board, "/load/events");

        var before = DateTimeOffset.MinValue;
        for (var samples = 0; samples < 3; samples++)
        {
            var item = Assert.NotNull(await stream.NextAsync());
            var load = JsonElement.Parse(item.Data);
            var at = load.GetProperty("at").GetDateTimeOffset();
            Assert.Equal("message", item.EventType);
            Assert.True(at > before);
            Assert.InRange(load.GetProperty("cpu").GetProperty("percent").GetDouble(), 0, 100);
            Assert.All(load.GetProperty("cpu").GetProperty("cores").EnumerateArray(), core => Assert.InRange(core.GetDouble(), 0, 100));
            Assert.InRange(
                load.GetProperty("memory").GetProperty("used").GetInt64(), 1, load.GetProperty("memory").GetProperty("total").GetInt64());
            Assert.True(load.GetProperty("network").GetProperty("in").GetInt64() >= 0);
            before = at;
        }
    }

    [Fact]
    public async Task New_client_gets_earlier_samples()
    {
        var opened = await SamplesAsync(1);
        var openedLater = await SamplesAsync(1);

        Assert.Equal(opened, openedLater);
    }

    private async Task<List<string>> SamplesAsync(int count)
    {
        await using var stream = await EventReader.OpenAsync(board, "/load/events");
        var samples = new List<string>();
        while (samples.Count < count)
        {
            samples.Add(Assert.NotNull(await stream.NextAsync()).Data);
        }

        return samples;
    }
}
