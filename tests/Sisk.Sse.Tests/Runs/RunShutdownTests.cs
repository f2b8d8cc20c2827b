using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sisk.Sse.Runs;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Runs;

/// <summary>Runs whose server stops.</summary>
public sealed class RunShutdownTests
{
    [Fact]
    public async Task Stopping_server_interrupts_its_runs_and_waits_for_their_code()
    {
        await using var app = await TestTransport.Default.StartRunsAsync();
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        var rest = reading.TellRestAsync();

        await Signal.WithinAsync(app.Application.StopAsync(TestContext.Current.CancellationToken));

        Assert.True(talk.Ended.Task.IsCompleted);
        Assert.True(talk.Scope!.Disposed.Task.IsCompleted);
        Assert.Equal("interrupted ", await rest);
        Assert.Equal("sisk-sse-end", reading.LastEventId);
    }

    /// <summary>The user's code runs beside the request, which may be behind it.</summary>
    [Fact]
    public async Task Client_is_told_that_its_run_was_interrupted_before_the_headers_were_sent()
    {
        using var isStopping = new ManualResetEventSlim();
        await using var app = await TestTransport.Default.StartRunsAsync(
            services: services => services.AddSingleton<IStartupFilter>(new WaitingHeaders(isStopping)));
        var posting = app.PostAsync("/runs/words/a");
        await Signal.WithinAsync(app.Get<RunProbe>()["a"].Beginning.Task);

        app.Application.Lifetime.StopApplication();
        isStopping.Set();

        await using var reading = await posting;
        Assert.Equal("interrupted ", await reading.TellRestAsync());
    }

    [Fact]
    public async Task Run_does_not_begin_on_a_server_that_stops_while_the_run_is_made_known()
    {
        await using var app = await TestTransport.Default.StartRunsAsync(
            services: static services => services.AddSingleton<IRunLog, StoppingLog>());

        await using var reading = await app.PostAsync("/runs/words/a");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reading.Response.StatusCode);
        Assert.Equal(0, app.Get<RunProbe>()["a"].Begun);
    }

    [Fact]
    public async Task Run_may_finish_while_the_server_drains()
    {
        await using var app = await TestTransport.Default.StartRunsAsync(static options => options.FinishPullStreamsOnShutdown = true);
        var talk = app.Get<RunProbe>()["a"];
        await using var reading = await app.PostAsync("/runs/words/a");
        talk.Say("one");
        Assert.Equal("one", await reading.NextDataAsync());
        var rest = reading.TellRestAsync();

        app.Application.Lifetime.StopApplication();
        talk.Say("two");
        talk.End();

        Assert.Equal("message two, end ", await rest);
    }

    /// <summary>Headers that are sent once the server stops.</summary>
    private sealed class WaitingHeaders(ManualResetEventSlim isStopping) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    isStopping.Wait(TestContext.Current.CancellationToken);
                    return Task.CompletedTask;
                });
                return next(context);
            });
            next(app);
        };
    }

    /// <summary>A log that is told of a run at the moment at which the server stops.</summary>
    private sealed class StoppingLog(IHostApplicationLifetime lifetime) : IRunLog
    {
        public ValueTask ShareAsync(Run run, CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return ValueTask.CompletedTask;
        }

        public ValueTask<IRunSource?> FindAsync(string id, string owner, CancellationToken cancellationToken) => new((IRunSource?)null);

        public ValueTask<bool> StopAsync(string id, string? owner, CancellationToken cancellationToken) => new(false);

        public Task FlushAsync() => Task.CompletedTask;

        public ValueTask<bool?> IsFollowedAsync(string id) => new(false);
    }
}
