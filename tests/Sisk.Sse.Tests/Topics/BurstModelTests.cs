using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Sisk.Sse.Telemetry;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport.Linux;

namespace Sisk.Sse.Tests.Topics;

/// <summary>Random bursts to clients that stall, leave and resume, compared with what each of them must get.</summary>
public abstract class BurstModelTests(TestTransport transport)
{
    private const int Bursts = 8;
    private const int WouldBlock = 11;

    private static readonly string[] _seats = ["a/1", "a/2", "b/1", "b/2"];
    private readonly Random _random = new(20261130);

    [Fact]
    public async Task Clients_get_what_the_metrics_do_not_count_as_dropped()
    {
        await using var app = await StartAsync(new FaultyCalls());
        using var dropped = new MetricCollector<long>(app.Get<IMeterFactory>(), StreamMetrics.MeterName, StreamMetrics.DroppedName);
        using var delivered = new MetricCollector<long>(app.Get<IMeterFactory>(), StreamMetrics.MeterName, StreamMetrics.DeliveredName);
        var model = new BurstModel(app, _random);
        var clients = await RunAsync(app, model, Overflow.DropOldest, Overflow.DropNewest, Overflow.Coalesce);

        foreach (var group in clients.GroupBy(static client => client.Overflow))
        {
            foreach (var name in new[] { "small", "large" })
            {
                var missed = group.Sum(client => Count(model.For(client.Key), name) - Count(client.Seen, name));
                Assert.InRange(missed, 1, int.MaxValue);
                await CountsAsync(dropped, missed, one => IsOf(one, name, OverflowNames.Of(group.Key)));
            }
        }

        await CountsAsync(
            delivered,
            clients.Sum(client => client.Overflow is Overflow.DropNewest ? client.Seen.Count : model.For(client.Key).Count),
            static _ => true);
        Assert.All(clients, client => Assert.Equal(model.For(client.Key)[^1], client.Seen[^1]));
        Assert.All(clients, client => Assert.Subset(model.For(client.Key).ToHashSet(), client.Seen.ToHashSet()));
        Assert.All(clients, static client => Assert.Equal(client.Seen.OrderBy(static one => one.Number), client.Seen));
    }

    [Fact]
    public async Task Clients_that_are_cut_off_get_each_event_once_and_in_order()
    {
        var sends = 0;
        var calls = new FaultyCalls
        {
            OnSend = () => Interlocked.Increment(ref sends) % 13 == 0 ? -WouldBlock : null,
            Taken = all => Interlocked.Increment(ref sends) % 5 == 0 ? Math.Min(all, 3) : all,
        };
        await using var app = await StartAsync(calls);
        var model = new BurstModel(app, _random);

        var clients = await RunAsync(app, model, Overflow.Disconnect);

        // Each client is also cut off at the end of its stream.
        Assert.InRange(clients.Sum(static client => client.Cuts), clients.Count + 1, int.MaxValue);
        Assert.All(clients, client => Assert.Equal(model.For(client.Key), client.Seen));
    }

    /// <summary>Opens clients, the first of each policy stalled, and broadcasts bursts until all streams are completed.</summary>
    private async Task<List<BurstClient>> RunAsync(TestApp app, BurstModel model, params Overflow[] policies)
    {
        const int Clients = 24;
        using var http = Narrow(app.Client);
        List<BurstClient> clients =
            [.. Enumerable.Range(0, Clients).Select(i => new BurstClient(http, _seats[i % _seats.Length], policies[i % policies.Length]))];
        var reading = Task.WhenAll(clients.Select(static client => client.ReadAsync()));
        await Signal.WithinAsync(Task.WhenAll(clients.Select(static client => client.Subscribed)));
        await model.BeginAsync();
        await Signal.WithinAsync(Task.WhenAll(clients.Select(static client => client.Begun)));
        clients.Take(policies.Length).ToList().ForEach(static client => client.Toggle());
        for (var i = 0; i < Bursts; i++)
        {
            clients.Skip(policies.Length).Where(_ => _random.Next(3) == 0).ToList().ForEach(static client => client.Toggle());
            await model.BroadcastAsync();
            if (policies is [Overflow.Disconnect] && i % 3 == 0)
            {
                app.Sources.DropAll();
            }
        }

        await model.CompleteAsync();
        clients.ForEach(static client => client.GoOn());
        await Signal.WithinAsync(reading);
        return clients;
    }

    /// <summary>Starts an application whose sockets hold little, so that clients that stall are noticed.</summary>
    private Task<TestApp> StartAsync(FaultyCalls calls) => transport.StartAsync(services: services =>
    {
        services.AddSingleton(new SendBatches(mayUseRing: true, calls));
        services.Configure<SocketTransportOptions>(static sockets => sockets.CreateBoundListenSocket = static endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SendBufferSize = 16 * 1024;
            return socket;
        });
    });

    private static HttpClient Narrow(HttpClient client) => new(new SocketsHttpHandler
    {
        ResponseDrainTimeout = TimeSpan.Zero,
        ConnectCallback = static async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = client.BaseAddress,
        DefaultRequestVersion = client.DefaultRequestVersion,
        DefaultVersionPolicy = client.DefaultVersionPolicy,
    };

    private static bool IsOf(CollectedMeasurement<long> one, string name, string policy) =>
        (string?)one.Tags["sisk.sse.event"] == name && (string?)one.Tags["sisk.sse.policy"] == policy;

    private static int Count(List<BurstEvent> events, string name) => events.Count(one => one is BurstEvent.Small == (name == "small"));

    /// <summary>
    /// Waits until a counter has reached a sum, and checks that it is not exceeded. Rounds are counted after they are written.
    /// </summary>
    private static async Task CountsAsync(MetricCollector<long> counter, long expected, Func<CollectedMeasurement<long>, bool> isOfSum)
    {
        var measurements = counter.GetMeasurementSnapshot();
        while (Sum() < expected)
        {
            await Signal.WithinAsync(counter.WaitForMeasurementsAsync(measurements.Count + 1, TestContext.Current.CancellationToken));
            measurements = counter.GetMeasurementSnapshot();
        }

        Assert.Equal(expected, Sum());

        long Sum() => measurements.Where(isOfSum).Sum(static measurement => measurement.Value);
    }
}

public sealed class BurstModelTestsOverSocket() : BurstModelTests(TestTransport.Socket);

public sealed class BurstModelTestsOverPipe() : BurstModelTests(TestTransport.Pipe);

public sealed class BurstModelTestsOverHttp2() : BurstModelTests(TestTransport.Http2);
