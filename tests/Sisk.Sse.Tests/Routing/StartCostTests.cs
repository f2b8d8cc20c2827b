using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sisk.Sse.CompilerServices;
using Sisk.Sse.Routing;

namespace Sisk.Sse.Tests.Routing;

/// <summary>The work at the start of an application with many streams.</summary>
public sealed class StartCostTests
{
    [Fact]
    public async Task Checks_of_the_endpoints_take_work_in_proportion_to_their_number()
    {
        await AllocatedAsync(streams: 1);

        var hundred = await AllocatedAsync(streams: 100);
        var fourHundred = await AllocatedAsync(streams: 400);

        // Allocations stand for the work, since they do not depend on what else the machine does.
        Assert.InRange((double)fourHundred / hundred, 3, 5);
    }

    /// <summary>Maps streams of each kind, and returns the bytes that the checks allocate.</summary>
    private static async Task<long> AllocatedAsync(int streams)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddEventStreams().Services.RemoveAll<ServiceRequirement>();
        await using var app = builder.Build();
        var endpoints = new EndpointsBuilder(app);
        for (var i = 0; i < streams; i++)
        {
            var (push, run) = ($"push/{i}/{{room}}", $"run/{i}/{{room}}");
            endpoints.MapPush("GET", push, new StreamDescription($"Tests/{push}", "Tests", push), Handle, Call);
            endpoints.MapPull("POST", run, new StreamDescription($"Tests/{run}", "Tests", run).With(resumable: true), Handle, Call);
        }

        app.UseRouting().UseEndpoints(static _ => { });
        // Built before, since the check is the subject.
        Assert.Equal(4 * streams, app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Count);
        var check = new EndpointCheck().Configure(static _ => { });
        var before = GC.GetAllocatedBytesForCurrentThread();
        check(app);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Task Handle(StreamRequest request) => Task.CompletedTask;

    private static void Call()
    {
    }
}
