using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sisk.Sse.Log;
using Sisk.Sse.Sources;
using Sisk.Sse.Tests.Support;
using Sisk.Sse.Transport;

namespace Sisk.Sse.Tests.Sessions;

/// <summary>Injects a fault at each point of a request at which the application's code can fail.</summary>
public abstract class FaultTests(TestTransport transport)
{
    public static TheoryData<string, string> Faults
    {
        get
        {
            var faults = new TheoryData<string, string>();
            Add("/faulty/push", "constructor", "filter-before", "filter-after", "method", "method-later", "null", "refusal", "refused-by-filter",
                "payload-first", "payload-second", "registered", "unregistered", "token", "log", "gone:method", "starting");
            Add("/faulty/exclusive/1", "peers", "registered", "unregistered");
            Add("/faulty/pull", "constructor", "filter-before", "filter-after", "method", "enumerator", "move", "first-move", "payload-first",
                "later-move", "payload-second", "dispose", "gone:sent", "starting");
            Add(
                "/faulty/async",
                "constructor",
                "filter-before",
                "filter-after",
                "method",
                "opened",
                "sent",
                "closed",
                "gone:sent",
                "starting");
            Add("/faulty/blocking", "constructor", "filter-before", "filter-after", "method", "opened", "sent", "closed", "starting");
            return faults;

            void Add(string path, params string[] places)
            {
                foreach (var place in places)
                {
                    faults.Add(path, place);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_leaves_nothing_behind_and_the_next_request_is_answered(string path, string fault)
    {
        var plan = new FaultPlan();
        await using var app = await StartAsync(plan, fault);
        plan.Begin(fault);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = app.Client.DefaultRequestVersion, VersionPolicy = app.Client.DefaultVersionPolicy };
        using var left = new CancellationTokenSource();
        var asked = app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, left.Token);
        if (fault.StartsWith("gone:", StringComparison.Ordinal))
        {
            await Signal.WithinAsync(plan.Waits.Task);
            await left.CancelAsync();
        }

        await EndAsync(app, asked, isLeft: left.IsCancellationRequested);

        if (fault is not ("null" or "refusal" or "refused-by-filter" or "log" or "peers"))
        {
            await Signal.WithinAsync(plan.Reached.Task);
        }

        await ClosedStreamTests.NothingIsLeftAsync(app);
        plan.Begin("");
        Assert.Equal("plain answer", await Signal.WithinAsync(app.Client.GetStringAsync("/plain", TestContext.Current.CancellationToken)));
        if (fault is not ("log" or "peers" or "starting"))
        {
            await using var reading = await app.OpenAsync(path);
            Assert.Contains("first", await reading.NextDataAsync(), StringComparison.Ordinal);
        }
    }

    /// <summary>Reads the response, and drops the stream if it stays open.</summary>
    private static async Task EndAsync(TestApp app, Task<HttpResponseMessage> asked, bool isLeft)
    {
        try
        {
            using var response = await Signal.WithinAsync(asked);
            if (isLeft)
            {
                return;
            }

            using var body = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            if (response.IsSuccessStatusCode)
            {
                await Signal.WithinAsync(body.ReadLineAsync(TestContext.Current.CancellationToken).AsTask());
                app.Sources.DropAll();
            }

            await Signal.WithinAsync(body.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The response was aborted because the fault came after the headers, or the client left.
        }
    }

    private async Task<TestApp> StartAsync(FaultPlan plan, string fault)
    {
        var app = await TestApp.StartAsync(
            map: app =>
            {
                app.MapGet("/plain", () => "plain answer");
                app.Use((context, next) =>
                {
                    context.Response.OnStarting(() =>
                    {
                        plan.Reach("starting");
                        return Task.CompletedTask;
                    });
                    return next(context);
                });
            },
            options: options =>
            {
                options.Transport = transport is TestTransport.Pipe ? StreamTransport.Pipe : StreamTransport.Auto;
                options.DuplicateIdentifiers = fault == "peers" ? DuplicateIdentifierPolicy.Reject : DuplicateIdentifierPolicy.Replace;
            },
            services: services =>
            {
                services.AddSingleton(plan);
                services.AddSingleton<SessionProbe>();
                if (fault == "log")
                {
                    services.AddSingleton<ITopicLog>(new FaultyLog());
                }
            },
            protocols: transport is TestTransport.Http2
                ? Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2
                : Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1,
            mapStreams: app => Map(app, plan, fault));
        app.Sources.OnEventSourceRegistered += (_, _) => plan.Reach("registered");
        app.Sources.OnEventSourceUnregistration += (_, _) => plan.Reach("unregistered");
        app.Sources.Peers = fault == "peers" ? new FaultyPeers() : null;
        return app;
    }

    private static void Map(WebApplication app, FaultPlan plan, string fault)
    {
        var streams = app.MapEventStreams();
        if (fault.Contains("filter", StringComparison.Ordinal))
        {
            streams.AddEndpointFilter(async (context, next) =>
            {
                plan.Reach("filter-before");
                if (plan.Fault == "refused-by-filter")
                {
                    return new FaultyResult();
                }

                var result = await next(context);
                plan.Reach("filter-after");
                return result;
            });
        }
    }

    /// <summary>A log that fails when a client catches up.</summary>
    private sealed class FaultyLog : ITopicLog
    {
        public void Attach(IEventLogConsumer consumer)
        {
        }

        public ValueTask AppendAsync(IEventLogConsumer consumer, EventRecord record, CancellationToken cancellationToken) =>
            ValueTask.CompletedTask;

        public ValueTask<(string Epoch, long Sequence)> AppendAsync(
            IEventLogConsumer consumer, IReadOnlyList<EventRecord> records, string? onceId, CancellationToken cancellationToken) =>
                new(("", 0));

        public ValueTask<bool> CatchUpAsync(IEventLogConsumer consumer, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Injected at the log.");
    }

    /// <summary>Peers that cannot be reached.</summary>
    private sealed class FaultyPeers : IConnectionPeers
    {
        public ValueTask<bool> TryClaimAsync(string identifier, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Injected at the peers.");

        public ValueTask CloseAsync(string identifier, CloseMode mode, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask CloseByPrefixAsync(string prefix, CloseMode mode, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<long> CountAsync(string prefix, CancellationToken cancellationToken) => new(0);
    }
}

public sealed class FaultTestsOverSocket() : FaultTests(TestTransport.Socket);

public sealed class FaultTestsOverPipe() : FaultTests(TestTransport.Pipe);

public sealed class FaultTestsOverHttp2() : FaultTests(TestTransport.Http2);
