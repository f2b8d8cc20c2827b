using System.Text.Json;
using LiveBoard.Load;
using Microsoft.Extensions.Time.Testing;
using Sisk.Sse.Redis.Tests.Support;
using Sisk.Sse.Tests.Support;
using StackExchange.Redis;

namespace Sisk.Sse.Redis.Tests.Samples.LiveBoard;

/// <summary>The load page of LiveBoard on two servers that share a Redis, with a fake clock.</summary>
public sealed class LoadServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly RedisServer _redis = new();
    private readonly FakeTimeProvider _time = new();

    public async ValueTask InitializeAsync() => await _redis.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task A_page_gets_one_sample_per_second_from_several_servers()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        using var connection = await ConnectionMultiplexer.ConnectAsync(_redis.Configuration);
        using var one = await StartLoadAsync(here, connection);
        using var two = await StartLoadAsync(there, connection);
        await using var page = await there.OpenAsync("/load/events");
        var (start, marker) = (_time.GetUtcNow(), DateTimeOffset.UnixEpoch);

        var seen = new List<DateTimeOffset>();
        for (var second = 0; second < 3; second++)
        {
            _time.Advance(_second);
            seen.Add(await AtAsync(page));
        }

        await one.StopAsync(TestContext.Current.CancellationToken);
        await two.StopAsync(TestContext.Current.CancellationToken);
        await here.Get<LoadEventsBroadcaster>().BroadcastLoadSampleAsync(Sample(marker), TestContext.Current.CancellationToken);
        seen.Add(await AtAsync(page));

        Assert.Equal([start + _second, start + (2 * _second), start + (3 * _second), marker], seen);
    }

    [Fact]
    public async Task A_page_gets_the_earlier_samples_from_any_server()
    {
        await using var here = await StartAsync();
        await using var there = await StartAsync();
        var start = _time.GetUtcNow();
        for (var second = 0; second < 3; second++)
        {
            await here.Get<LoadEventsBroadcaster>()
                .BroadcastLoadSampleAsync(Sample(start + (second * _second)), TestContext.Current.CancellationToken);
        }

        await using var latest = await here.OpenAsync("/load/events");
        await AtAsync(latest);
        await using var page = await there.OpenAsync("/load/events");

        Assert.Equal([start, start + _second, start + (2 * _second)], [await AtAsync(page), await AtAsync(page), await AtAsync(page)]);
    }

    private static async Task<DateTimeOffset> AtAsync(StreamReading page) =>
        JsonElement.Parse((await Signal.WithinAsync(page.NextDataAsync()))!).GetProperty("at").GetDateTimeOffset();

    private static LoadSample Sample(DateTimeOffset at) => new(at, new(0, []), new(0, 0), new(0, 0));

    private Task<TestApp> StartAsync() => TestApp.StartAsync(
        streams: streams => streams.AddRedis(_redis.Configuration));

    private async Task<LoadService> StartLoadAsync(TestApp app, ConnectionMultiplexer connection)
    {
        var still = Sample(default);
        var network = new StillReader<NetworkLoad>(still.Network);
        var service = new LoadService(
            new StillReader<CpuLoad>(still.Cpu), new StillReader<MemoryLoad>(still.Memory), network,
            new LoadTurn(connection), app.Get<LoadEventsBroadcaster>(), _time, app.Get<ILogger<LoadService>>());
        await service.StartAsync(TestContext.Current.CancellationToken);

        // The service counts seconds from its first reading.
        await Signal.WithinAsync(network.WasRead);
        return service;
    }

    /// <summary>A reader that always returns the same load.</summary>
    private sealed class StillReader<T>(T load) : ILoadReader<T>
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task WasRead => _read.Task;

        public string Source => "the test";

        public T Read()
        {
            _read.TrySetResult();
            return load;
        }
    }
}
