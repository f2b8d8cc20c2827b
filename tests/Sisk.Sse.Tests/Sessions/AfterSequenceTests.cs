using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sisk.Sse.Sessions;
using Sisk.Sse.Tests.Support;

namespace Sisk.Sse.Tests.Sessions;

[RoutePrefix("/after-sequence")]
public sealed class UndisposedEvents(UndisposedSequence sequence)
{
    [RouteGet("/undisposed", End = StreamEnd.None)]
    public IAsyncEnumerable<int> Undisposed(HttpContext context)
    {
        // The connection is aborted if the disposal continues for another DrainTimeout. The client of a test might not have read the end by
        // then.
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = context.RequestAborted });
        return sequence;
    }
}

/// <summary>A sequence with one item, whose disposal lasts until the test ends it.</summary>
public sealed class UndisposedSequence : IAsyncEnumerable<int>, IAsyncEnumerator<int>
{
    internal TaskCompletionSource Disposing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource MayReturn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Current { get; private set; }

    public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

    public ValueTask<bool> MoveNextAsync() => new(++Current == 1);

    public async ValueTask DisposeAsync()
    {
        Disposing.SetResult();
        await MayReturn.Task;
    }
}

/// <summary>The code around a pull stream continues after the end of the sequence, as around any other answer.</summary>
public abstract class AfterSequenceTests(TestTransport transport)
{
    private const int Requests = 20;

    [Theory]
    [InlineData("/pull-end/none", "data: {\"number\":1}\n\nid: sisk-sse-end\n\n: after\n\n")]
    [InlineData("/pull-end/fails", "data: {\"number\":1}\n\nevent: error\ndata: \n\n: after\n\n")]
    public async Task Middleware_can_write_after_the_end_of_a_sequence(string path, string end)
    {
        await using var app = await TestApp.StartAsync(
            options: options => options.Transport = transport.ToStreamTransport(),
            mapStreams: static app =>
            {
                app.Use(static async (context, next) =>
                {
                    await next(context);
                    await context.Response.WriteAsync(": after\n\n");
                });
                app.UseRouting();
                app.MapEventStreams();
            });

        for (var i = 0; i < Requests; i++)
        {
            Assert.EndsWith(end, await app.Client.GetStringAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(
            app.Logs.Entries, static entry => entry.Level >= LogLevel.Error && entry.Exception?.Message != "a secret of the server");
    }

    [Fact]
    public async Task Response_is_completed_after_the_drain_timeout_when_the_disposal_of_the_sequence_continues()
    {
        var sequence = new UndisposedSequence();
        var clock = new TestClock();
        await using var app = await transport.StartAsync(services: services => services.AddSingleton(sequence)
            .AddSingleton<TimeProvider>(clock));
        await using var reading = await app.OpenAsync("/after-sequence/undisposed");
        await Signal.WithinAsync(sequence.Disposing.Task);

        var rest = await clock.AdvanceUntilAsync(reading.RestAsync(), TimeSpan.FromSeconds(2));

        Assert.Equal("1", Assert.Single(rest).Data);
        sequence.MayReturn.SetResult();
        await app.Get<SessionRegistry>().BecomesEmptyAsync();
    }
}

public sealed class AfterSequenceTestsOverSocket() : AfterSequenceTests(TestTransport.Default);

public sealed class AfterSequenceTestsOverPipe() : AfterSequenceTests(TestTransport.Pipe);

public sealed class AfterSequenceTestsOverHttp2() : AfterSequenceTests(TestTransport.Http2);
